package dev.poemcp.emulator.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.query.Selection;
import dev.poemcp.emulator.query.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One client's channel: its subscriptions, recent frames and connections. Guarded by its {@code Channels}. */
public final class Channel {
    private static final int MAX_FRAMES = 1_000;
    private static final long MAX_CHARACTERS = 8_000_000;

    private final String name;
    private final String box;
    private final String hash;
    private final Map<String, ChannelSubscription> subscriptions = new HashMap<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<FrameSink> sinks = new ArrayList<>();
    private long storedCharacters;
    private long seq;
    private long oldestSeq;
    private boolean closed;

    Channel(String name, String box, String hash, long firstSeq) {
        this.name = name;
        this.box = box;
        this.hash = hash;
        this.seq = firstSeq;
        this.oldestSeq = firstSeq;
    }

    private record ChannelSubscription(Subscription subscription, Selection selection) {}

    /** A frame whose {@code min_seq} is {@code seq}. */
    record Frame(long seq, List<String> inner) {
        String text() {
            var node = JsonNodeFactory.instance.objectNode();
            inner.forEach(node.putArray("messages")::add);
            return node.put("min_seq", seq).toString();
        }

        int characters() {
            return inner.stream().mapToInt(String::length).sum();
        }
    }

    public String name() {
        return name;
    }

    public String box() {
        return box;
    }

    public String hash() {
        return hash;
    }

    public long seq() {
        return seq;
    }

    void subscribe(Subscription subscription, Selection selection) {
        subscriptions.put(subscription.name(), new ChannelSubscription(subscription, selection));
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        subscriptions.clear();
    }

    List<FrameSink> sinks() {
        return sinks;
    }

    /** A frame with those of the events that are subscribed to; empty if none is. */
    Optional<Frame> frameOf(List<Event> events) {
        var inner = new ArrayList<String>();
        for (var event : events) {
            if (event instanceof Event.Raw raw && !subscriptions.isEmpty()) {
                inner.add(raw.innerText());
            } else if (event instanceof Event.Update update) {
                var subscribed = subscriptions.get(update.subscription());
                if (subscribed != null) {
                    inner.add(innerText(update, subscribed));
                }
            }
        }
        if (inner.isEmpty()) {
            return Optional.empty();
        }
        seq++;
        return Optional.of(new Frame(seq, List.copyOf(inner)));
    }

    void store(Frame frame) {
        frames.addLast(frame);
        storedCharacters += frame.characters();
        while (frames.size() > MAX_FRAMES || (storedCharacters > MAX_CHARACTERS && frames.size() > 1)) {
            var dropped = frames.removeFirst();
            storedCharacters -= dropped.characters();
            oldestSeq = dropped.seq();
        }
    }

    /** Drops the stored frames, so that a client that reconnects has missed events. */
    void dropFrames() {
        seq++;
        oldestSeq = seq;
        frames.clear();
        storedCharacters = 0;
    }

    /** Whether all frames since this number are still stored. */
    boolean hasAllSince(long minSeq) {
        return minSeq >= oldestSeq;
    }

    List<Frame> since(long minSeq) {
        return frames.stream().filter(frame -> frame.seq() > minSeq).toList();
    }

    private static String innerText(Event.Update update, ChannelSubscription subscribed) {
        var keyed = subscribed.subscription().keyed() && update.key() != null;
        var node = JsonNodeFactory.instance.objectNode().put("message_type", "subscriptionUpdate");
        var payload = node.putObject("payload");
        payload.put("unique_id", update.subscription() + (keyed ? ":" + update.key() : ""));
        payload.put("subscription_name", update.subscription());
        payload.putObject("data")
                .set(update.subscription(), subscribed.selection().of(update.entity()));
        return node.toString();
    }
}
