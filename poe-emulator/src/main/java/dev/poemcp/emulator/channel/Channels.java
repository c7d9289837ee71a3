package dev.poemcp.emulator.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.query.Selection;
import dev.poemcp.emulator.query.Subscription;
import dev.poemcp.emulator.world.Identities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channels that were given out; beyond 2,000 the oldest without a socket is forgotten. Sending never blocks, so its monitor is held briefly. */
public final class Channels implements Realtime {
    private static final int KEPT_CHANNELS = 2_000;
    private static final String REFETCH = "{\"message_type\":\"refetchChannel\",\"payload\":{}}";

    private final Identities ids;
    private final String baseHost;
    private final boolean minSeqAsNumber;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private int socketsOpened;
    private int pings;
    private int toLose;
    private int toDouble;
    private boolean silent;
    private boolean blackHole;
    private boolean refusesAll;
    private Set<String> refused = Set.of();

    public Channels(Identities ids, String baseHost, boolean minSeqAsNumber) {
        this.ids = ids;
        this.baseHost = baseHost;
        this.minSeqAsNumber = minSeqAsNumber;
    }

    public synchronized Channel open() {
        var box = "chan" + (10 + ids.number(90)) + "-8888";
        var hash = "1" + (4 + ids.number(4)) + (100_000_000L + ids.number(800_000_000))
                + (100_000_000L + ids.number(800_000_000));
        var channel = new Channel("poe-" + box + "-" + ids.code(20), box, hash, 4_800_000_000L + ids.number(1_000_000));
        channels.put(channel.name(), channel);
        if (channels.size() > KEPT_CHANNELS) {
            channels.values().stream()
                    .filter(old -> old.outlets().isEmpty())
                    .findFirst()
                    .ifPresent(old -> channels.remove(old.name()));
        }
        return channel;
    }

    /** The channel of that name, unless it is gone. */
    public synchronized Optional<Channel> find(@Nullable String name) {
        return Optional.ofNullable(channels.get(name)).filter(channel -> !channel.gone());
    }

    /** Whether that channel was given out, though it may be gone. */
    public synchronized boolean knows(String name) {
        return channels.containsKey(name);
    }

    /** Whether a subscription to that event fails now. */
    public synchronized boolean refuses(Subscription subscription) {
        return refusesAll || refused.contains(subscription.name());
    }

    public synchronized void subscribe(Channel channel, Map<Subscription, Selection> selections) {
        selections.forEach(channel::subscribe);
    }

    /** What the site tells of a channel (docs/poe-protocol.md §5.1). */
    public synchronized ObjectNode describe(Channel channel) {
        var node = JsonNodeFactory.instance.objectNode();
        if (minSeqAsNumber) {
            node.put("minSeq", channel.seq());
        } else {
            node.put("minSeq", Long.toString(channel.seq()));
        }
        node.put("channel", channel.name());
        node.put("channelHash", channel.hash());
        node.put("boxName", channel.box());
        node.put("baseHost", baseHost);
        node.put("targetUrl", "");
        node.put("enableWebsocket", true);
        return node;
    }

    /** Sends the events to every channel that subscribed to them, in one frame each. */
    public synchronized void publish(List<Event> events) {
        for (var channel : channels.values()) {
            channel.frameOf(events).ifPresent(frame -> deliver(channel, frame));
        }
    }

    private void deliver(Channel channel, Channel.Frame frame) {
        if (toLose > 0) {
            toLose--;
            return;
        }
        channel.keep(frame);
        if (silent) {
            return;
        }
        var text = frame.text();
        sendTo(channel, text);
        if (toDouble > 0) {
            toDouble--;
            sendTo(channel, text);
        }
    }

    private static void sendTo(Channel channel, String text) {
        List.copyOf(channel.outlets()).forEach(outlet -> outlet.send(text));
    }

    synchronized void attach(Channel channel, long minSeq, Outlet outlet) {
        channel.outlets().add(outlet);
        socketsOpened++;
        if (blackHole) {
            outlet.blackHole();
        }
        if (silent) {
            return;
        }
        if (!channel.remembers(minSeq)) {
            outlet.send("{\"error\":\"missed_messages\"}");
            return;
        }
        channel.since(minSeq).forEach(frame -> outlet.send(frame.text()));
    }

    /** Answers a long poll at once if there is something to say, else keeps it as an outlet. */
    synchronized void poll(Channel channel, long minSeq, Outlet outlet) {
        if (!channel.remembers(minSeq)) {
            outlet.send("{\"error\":\"missed_messages\"}");
            return;
        }
        var frames = channel.since(minSeq);
        if (frames.isEmpty()) {
            channel.outlets().add(outlet);
            return;
        }
        var inner = new ArrayList<String>();
        frames.forEach(frame -> inner.addAll(frame.inner()));
        outlet.send(new Channel.Frame(frames.get(frames.size() - 1).seq(), inner).text());
    }

    synchronized void detach(Channel channel, Outlet outlet) {
        channel.outlets().remove(outlet);
    }

    /** A client's ping; whether it gets its pong. */
    synchronized boolean pinged() {
        pings++;
        return !silent;
    }

    @Override
    public synchronized int openSockets() {
        return channels.values().stream()
                .mapToInt(channel -> channel.outlets().size())
                .sum();
    }

    @Override
    public synchronized int socketsOpened() {
        return socketsOpened;
    }

    @Override
    public synchronized int pingsReceived() {
        return pings;
    }

    @Override
    public synchronized void refuseSubscriptions() {
        refusesAll = true;
    }

    @Override
    public synchronized void refuseSubscriptions(String... names) {
        refused = Set.of(names);
    }

    @Override
    public synchronized void acceptSubscriptions() {
        refusesAll = false;
        refused = Set.of();
    }

    @Override
    public void cut() {
        forEachOutlet(Outlet::close);
    }

    @Override
    public void abort() {
        forEachOutlet(Outlet::abort);
    }

    @Override
    public synchronized void fallSilent() {
        silent = true;
    }

    @Override
    public synchronized void speakAgain() {
        silent = false;
        blackHole = false;
    }

    @Override
    public synchronized void blackHole() {
        blackHole = true;
        forEachOutlet(Outlet::blackHole);
    }

    @Override
    public synchronized void loseFrames(int count) {
        toLose = count;
    }

    @Override
    public synchronized void doubleFrames(int count) {
        toDouble = count;
    }

    @Override
    public synchronized void refetchChannel() {
        for (var channel : channels.values()) {
            if (!channel.gone()) {
                sendTo(channel, new Channel.Frame(channel.seq() + 1, List.of(REFETCH)).text());
                channel.goAway();
            }
        }
    }

    @Override
    public synchronized void missedMessages() {
        channels.values().forEach(Channel::forget);
        error("missed_messages");
    }

    @Override
    public void error(String text) {
        send(JsonNodeFactory.instance.objectNode().put("error", text).toString());
    }

    @Override
    public void send(String rawFrame) {
        forEachOutlet(outlet -> outlet.send(rawFrame));
    }

    @Override
    public void ping() {
        send("{\"type\":\"ping\"}");
    }

    private synchronized void forEachOutlet(Consumer<Outlet> action) {
        for (var channel : channels.values()) {
            List.copyOf(channel.outlets()).forEach(action);
        }
    }
}
