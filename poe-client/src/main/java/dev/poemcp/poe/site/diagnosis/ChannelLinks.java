package dev.poemcp.poe.site.diagnosis;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.site.channel.ChannelSettings;
import dev.poemcp.poe.site.channel.ChannelSteps;
import dev.poemcp.poe.site.session.WebSite;

/** The realtime channel, through which answers come as they grow: its address, subscriptions, socket, one frame. */
final class ChannelLinks {
    private final LinkCheck links;
    private final WebSite site;

    ChannelLinks(LinkCheck links, WebSite site) {
        this.links = links;
        this.site = site;
    }

    void check() {
        try (var channel = new ChannelSteps(site)) {
            var settings = links.check("channel", channel::settings, unused -> "the site names its address");
            settings.success()
                    .ifPresentOrElse(
                            found -> check(channel, found), () -> notChecked("the channel's address is not known"));
        }
    }

    private void check(ChannelSteps channel, ChannelSettings settings) {
        links.check("subscriptions", () -> subscribe(channel, settings), unused -> "accepted");
        var socket = links.check(
                "socket",
                () -> {
                    channel.open(settings);
                    return true;
                },
                unused -> "open");
        if (socket.failure() != null) {
            links.notChecked("frame", "the socket is not open");
            return;
        }
        links.check(
                "frame",
                () -> {
                    channel.awaitFrame();
                    return true;
                },
                unused -> "the site answers a ping");
    }

    private static boolean subscribe(ChannelSteps channel, ChannelSettings settings) {
        if (!channel.subscribe(settings)) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "poe.com accepts none of the known sets of subscriptions.", Spend.NONE));
        }
        return true;
    }

    private void notChecked(String why) {
        links.notChecked("subscriptions", why);
        links.notChecked("socket", why);
        links.notChecked("frame", why);
    }
}
