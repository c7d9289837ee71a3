package dev.poemcp.emulator.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.query.Selection;
import dev.poemcp.emulator.query.Subscription;
import dev.poemcp.emulator.world.IdGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels given to clients; beyond 2,000 the oldest without a socket is removed. Sending never blocks, so the
 * monitor is held briefly.
 */
public final class Channels implements Realtime {
    private static final int MAX_CHANNELS = 2_000;
    private static final String REFETCH = "{\"message_type\":\"refetchChannel\",\"payload\":{}}";

    private final IdGenerator ids;
    private final String baseHost;
    private final boolean minSeqAsNumber;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private int socketsOpened;
    private int pings;
    private long lastFrameNanos;
    private int framesToLose;
    private int framesToDouble;
    private boolean silent;
    private boolean blackHole;
    private boolean refuseAll;
    private boolean closeAtOnce;
    private ChannelHost host = ChannelHost.REACHABLE;
    private Set<String> refusedSubscriptions = Set.of();

    public Channels(IdGenerator ids, String baseHost, boolean minSeqAsNumber) {
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
        if (channels.size() > MAX_CHANNELS) {
            channels.values().stream()
                    .filter(old -> old.sinks().isEmpty())
                    .findFirst()
                    .ifPresent(old -> channels.remove(old.name()));
        }
        return channel;
    }

    /** The channel with this name, unless it is closed. */
    public synchronized Optional<Channel> find(@Nullable String name) {
        return Optional.ofNullable(channels.get(name)).filter(channel -> !channel.closed());
    }

    /** Whether this channel was ever opened; it may be closed. */
    public synchronized boolean wasOpened(String name) {
        return channels.containsKey(name);
    }

    /** Whether a subscription to this event fails now. */
    public synchronized boolean refuses(Subscription subscription) {
        return refuseAll || refusedSubscriptions.contains(subscription.name());
    }

    public synchronized void subscribe(Channel channel, Map<Subscription, Selection> selections) {
        selections.forEach(channel::subscribe);
    }

    /** The site's description of a channel (docs/poe-protocol.md §5.1). */
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
        node.put(
                "baseHost",
                switch (host) {
                    case REACHABLE -> baseHost;
                    case UNKNOWN -> "poe.invalid";
                    // A privileged port of a service that no machine has any more.
                    case REFUSING -> "localhost:1";
                });
        node.put("targetUrl", "");
        node.put("enableWebsocket", true);
        return node;
    }

    /** Sends the events to every channel that subscribed to them, in one frame per channel. */
    public synchronized void publish(List<Event> events) {
        for (var channel : channels.values()) {
            channel.frameOf(events).ifPresent(frame -> deliver(channel, frame));
        }
    }

    private void deliver(Channel channel, Channel.Frame frame) {
        if (framesToLose > 0) {
            framesToLose--;
            return;
        }
        channel.store(frame);
        if (silent) {
            return;
        }
        var text = frame.text();
        sendTo(channel, text);
        if (framesToDouble > 0) {
            framesToDouble--;
            sendTo(channel, text);
        }
    }

    private void sendTo(Channel channel, String text) {
        lastFrameNanos = System.nanoTime();
        List.copyOf(channel.sinks()).forEach(sink -> sink.send(text));
    }

    synchronized void attach(Channel channel, long minSeq, FrameSink sink) {
        channel.sinks().add(sink);
        socketsOpened++;
        if (closeAtOnce) {
            sink.close();
            return;
        }
        if (blackHole) {
            sink.blackHole();
        }
        if (silent) {
            return;
        }
        if (!channel.hasAllSince(minSeq)) {
            sink.send("{\"error\":\"missed_messages\"}");
            return;
        }
        channel.since(minSeq).forEach(frame -> sink.send(frame.text()));
    }

    /** Completes a long poll immediately if there are newer frames, else lets it wait for the next one. */
    synchronized void poll(Channel channel, long minSeq, FrameSink sink) {
        if (!channel.hasAllSince(minSeq)) {
            sink.send("{\"error\":\"missed_messages\"}");
            return;
        }
        var frames = channel.since(minSeq);
        if (frames.isEmpty()) {
            channel.sinks().add(sink);
            return;
        }
        var inner = new ArrayList<String>();
        frames.forEach(frame -> inner.addAll(frame.inner()));
        sink.send(new Channel.Frame(frames.get(frames.size() - 1).seq(), inner).text());
    }

    synchronized void detach(Channel channel, FrameSink sink) {
        channel.sinks().remove(sink);
    }

    /** Counts a client's ping and returns whether to send a pong. */
    synchronized boolean countPing() {
        pings++;
        return !silent;
    }

    @Override
    public synchronized int openSockets() {
        return channels.values().stream()
                .mapToInt(channel -> channel.sinks().size())
                .sum();
    }

    @Override
    public synchronized int socketsOpened() {
        return socketsOpened;
    }

    @Override
    public synchronized long lastFrameNanos() {
        return lastFrameNanos;
    }

    @Override
    public synchronized int pingsReceived() {
        return pings;
    }

    @Override
    public synchronized void refuseSubscriptions() {
        refuseAll = true;
    }

    @Override
    public synchronized void refuseSubscriptions(String... names) {
        refusedSubscriptions = Set.of(names);
    }

    @Override
    public synchronized void acceptSubscriptions() {
        refuseAll = false;
        refusedSubscriptions = Set.of();
    }

    @Override
    public synchronized void host(ChannelHost value) {
        host = value;
    }

    @Override
    public synchronized void closeAtOnce(boolean value) {
        closeAtOnce = value;
    }

    @Override
    public void cut() {
        forEachSink(FrameSink::close);
    }

    @Override
    public void abort() {
        forEachSink(FrameSink::abort);
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
        forEachSink(FrameSink::blackHole);
    }

    @Override
    public synchronized void loseFrames(int count) {
        framesToLose = count;
    }

    @Override
    public synchronized void doubleFrames(int count) {
        framesToDouble = count;
    }

    @Override
    public synchronized void refetchChannel() {
        for (var channel : channels.values()) {
            if (!channel.closed()) {
                sendTo(channel, new Channel.Frame(channel.seq() + 1, List.of(REFETCH)).text());
                channel.close();
            }
        }
    }

    @Override
    public synchronized void missedMessages() {
        channels.values().forEach(Channel::dropFrames);
        error("missed_messages");
    }

    @Override
    public void error(String text) {
        send(JsonNodeFactory.instance.objectNode().put("error", text).toString());
    }

    @Override
    public void send(String rawFrame) {
        forEachSink(sink -> sink.send(rawFrame));
    }

    @Override
    public void ping() {
        send("{\"type\":\"ping\"}");
    }

    private synchronized void forEachSink(Consumer<FrameSink> action) {
        for (var channel : channels.values()) {
            List.copyOf(channel.sinks()).forEach(action);
        }
    }
}
