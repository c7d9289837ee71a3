package dev.poemcp.emulator.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.SiteBehavior;
import dev.poemcp.emulator.channel.Channels;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.world.Message.Author;
import dev.poemcp.emulator.world.Share;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The site's HTML: home page, login page, share pages (protocol reference 2.1, 6.13). */
final class Pages {
    /** Non-ASCII characters are escaped, as the site does in some pages. */
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final BuildData build;
    private final Session session;
    private final Channels channels;
    private final World world;
    private final PageScripts scripts;
    private final String revision;
    private final WorldJson json;
    private final SiteBehavior behavior;

    Pages(
            BuildData build,
            Session session,
            Channels channels,
            World world,
            WorldJson json,
            PageScripts scripts,
            String revision,
            SiteBehavior behavior) {
        this.build = build;
        this.session = session;
        this.channels = channels;
        this.world = world;
        this.scripts = scripts;
        this.revision = revision;
        this.json = json;
        this.behavior = behavior;
    }

    /** The home page as a browser under this origin sees it; to guests its viewer is null. */
    Answer home(String origin, boolean signedIn) {
        return page(origin, "/", "Poe", Nodes.of("viewer", viewer(signedIn)));
    }

    private @Nullable ObjectNode viewer(boolean signedIn) {
        synchronized (world) {
            return signedIn ? json.viewerId() : null;
        }
    }

    /**
     * A page of the site with its scripts and data.
     *
     * @param mainQuery the answer of the page's own query, which stands in {@code __NEXT_DATA__} (poe-news A3)
     */
    private Answer page(String origin, String route, String title, ObjectNode mainQuery) {
        var data = Nodes.object();
        var pageProps = data.putObject("props").putObject("pageProps");
        pageProps.putObject("data").set("mainQuery", mainQuery);
        if (build.channelInPage() && behavior.channelInPage()) {
            pageProps.set("tchannelData", channels.describe(channels.open()));
        }
        data.put("page", route).put("buildId", revision);
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><title>" + escaped(title) + "</title>");
        html.append(inline("function theme(){document.documentElement.dataset.theme=\"light\"}theme();"));
        scripts.inline(session.pageSeed()).forEach(text -> html.append(inline(text)));
        var base = build.scriptsAbsolute() ? origin : "";
        scripts.inPage()
                .forEach(path ->
                        html.append("<script src=\"").append(base).append(path).append("\" defer=\"\"></script>"));
        return Answer.page(html.append("</head><body><div id=\"__next\"></div>")
                .append(nextData(data))
                .append("</body></html>")
                .toString());
    }

    Answer login() {
        return Answer.page("<!DOCTYPE html><html><head><title>Login - Poe</title></head><body><div id=\"__next\">"
                + "</div></body></html>");
    }

    /** The page of a share; its bots are named under {@code nickname}, not always the right one first. */
    Answer share(String code) {
        Optional<Share> share;
        synchronized (world) {
            share = world.share(code);
        }
        return share.map(found -> Answer.page(sharePage(found)))
                .orElseGet(() -> Answer.text(404, "text/html", "<!DOCTYPE html><html><body>Not found</body></html>"));
    }

    private String sharePage(Share share) {
        var data = Nodes.object();
        var props = data.putObject("props").putObject("pageProps");
        var nicknames = share.nicknames();
        var related = props.putArray("relatedBots");
        nicknames.stream()
                .limit(Math.max(0, nicknames.size() - 1))
                .forEach(name -> related.addObject().put("nickname", name));
        var shared = props.putObject("chatShare").put("shareCode", share.code());
        var messages = shared.putArray("messages");
        for (var line : share.lines()) {
            var node = messages.addObject().put("text", line.text());
            var byBot = line.author() == Author.BOT;
            node.put("author", byBot ? share.bot().facts().nickname() : "human");
            if (byBot && !nicknames.isEmpty()) {
                node.putObject("bot")
                        .put("nickname", nicknames.get(nicknames.size() - 1))
                        .put("displayName", share.bot().facts().displayName());
            }
        }
        return "<!DOCTYPE html><html><head><title>Shared chat</title></head><body>"
                + share.lines().stream()
                        .map(line -> "<p>" + escaped(line.text()) + "</p>")
                        .collect(Collectors.joining())
                + nextData(data) + "</body></html>";
    }

    private static String inline(String script) {
        return "<script>" + script + "</script>";
    }

    private static String nextData(ObjectNode data) {
        try {
            var json = ESCAPING.writeValueAsString(data).replace("<", "\\u003c");
            return "<script id=\"__NEXT_DATA__\" type=\"application/json\">" + json + "</script>";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts can always be written", e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
