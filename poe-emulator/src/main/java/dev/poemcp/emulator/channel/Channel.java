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

/** One client's channel: what it subscribed to, what was said, who listens. Guarded by its {@code Channels}. */
public final class Channel {
    private static final int KEPT_FRAMES = 1_000;
    private static final long KEPT_CHARACTERS = 8_000_000;

    private final String name;
    private final String box;
    private final String hash;
    private final Map<String, Selected> selections = new HashMap<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Outlet> outlets = new ArrayList<>();
    private long keptCharacters;
    private long seq;
    private long oldestSeq;
    private boolean gone;

    Channel(String name, String box, String hash, long firstSeq) {
        this.name = name;
        this.box = box;
        this.hash = hash;
        this.seq = firstSeq;
        this.oldestSeq = firstSeq;
    }

    private record Selected(Subscription subscription, Selection selection) {}

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
        selections.put(subscription.name(), new Selected(subscription, selection));
    }

    boolean gone() {
        return gone;
    }

    void goAway() {
        gone = true;
        selections.clear();
    }

    List<Outlet> outlets() {
        return outlets;
    }

    /** The frame of these events as far as they are subscribed to; empty where none is. */
    Optional<Frame> frameOf(List<Event> events) {
        var inner = new ArrayList<String>();
        for (var event : events) {
            if (event instanceof Event.Raw raw && !selections.isEmpty()) {
                inner.add(raw.innerText());
            } else if (event instanceof Event.Update update) {
                var selected = selections.get(update.subscription());
                if (selected != null) {
                    inner.add(innerText(update, selected));
                }
            }
        }
        if (inner.isEmpty()) {
            return Optional.empty();
        }
        seq++;
        return Optional.of(new Frame(seq, List.copyOf(inner)));
    }

    void keep(Frame frame) {
        frames.addLast(frame);
        keptCharacters += frame.characters();
        while (frames.size() > KEPT_FRAMES || (keptCharacters > KEPT_CHARACTERS && frames.size() > 1)) {
            var dropped = frames.removeFirst();
            keptCharacters -= dropped.characters();
            oldestSeq = dropped.seq();
        }
    }

    /** Forgets what was said, so that whoever comes back has missed something. */
    void forget() {
        seq++;
        oldestSeq = seq;
        frames.clear();
        keptCharacters = 0;
    }

    /** Whether everything since that number is still here. */
    boolean remembers(long minSeq) {
        return minSeq >= oldestSeq;
    }

    List<Frame> since(long minSeq) {
        return frames.stream().filter(frame -> frame.seq() > minSeq).toList();
    }

    private static String innerText(Event.Update update, Selected selected) {
        var keyed = selected.subscription().keyed() && update.key() != null;
        var node = JsonNodeFactory.instance.objectNode().put("message_type", "subscriptionUpdate");
        var payload = node.putObject("payload");
        payload.put("unique_id", update.subscription() + (keyed ? ":" + update.key() : ""));
        payload.put("subscription_name", update.subscription());
        payload.putObject("data")
                .set(update.subscription(), selected.selection().of(update.entity()));
        return node.toString();
    }
}
