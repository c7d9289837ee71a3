package dev.poemcp.server.export;

import dev.poemcp.poe.Account;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.export.Manifest.Entry;
import dev.poemcp.server.search.ChatIndex;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings an archive up to date with the account, one chat after another. What has not changed since it was saved is left;
 * a chat that fails keeps what was saved of it, and the others go on.
 */
public final class ChatExporter {
    /** What is exported, and how. */
    public record Options(
            ExportFormat format,
            List<ChatRef> chats,
            @Nullable Instant since,
            @Nullable AttachmentArchive attachments) {
        public Options {
            chats = List.copyOf(chats);
        }
    }

    /** What became of a chat. */
    public enum State {
        SAVED,
        UNCHANGED,
        FAILED,
        /** Poe no longer has it; the archive still does. */
        DELETED
    }

    /** Is told of each chat, and of what takes long before and between. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param done number of chats so far, this one included
         * @param file null if it was never saved
         * @param failure null if there is none
         */
        void chat(int done, int all, String code, State state, @Nullable String file, @Nullable String failure);

        /** @param soFar a few words, as in {@code 3400 messages} */
        default void working(String soFar) {}
    }

    /** Number of chats by what became of them, and of attachments that are missing in the saved ones. */
    public record Summary(Map<State, Integer> chats, int missingAttachments) {}

    private final Account account;
    private final ChatReader reader;
    private final Pace pace;
    private final ArchiveFolder archive;
    private final Options options;
    private final InstantSource clock;
    private final Listener listener;
    private final Map<State, Integer> counts = new HashMap<>();
    private int missingAttachments;
    private Manifest manifest = Manifest.empty();
    private Instant nextWrite = Instant.EPOCH;
    private volatile boolean stopped;

    public ChatExporter(
            Account account,
            Chats chats,
            ArchiveFolder archive,
            Options options,
            Pace pace,
            InstantSource clock,
            Listener listener) {
        this.account = account;
        this.reader = new ChatReader(chats, pace, listener::working);
        this.pace = pace;
        this.archive = archive;
        this.options = options;
        this.clock = clock;
        this.listener = listener;
    }

    /** Ends the export after the present chat; what is saved stays. */
    public void stop() {
        stopped = true;
    }

    /**
     * @throws PoeException if the account cannot be read any further; what is saved until then stays
     * @throws ArchiveException if the folder has the chats of another account
     */
    public Summary run() throws IOException, InterruptedException {
        manifest = archive.manifest();
        try (ChatIndex index = archive.index()) {
            // First, since it needs no Poe.
            Set<String> unreadable = IndexSync.run(archive, manifest, index, listener::working);
            manifest = ofAccount(manifest);
            try {
                run(index, unreadable);
            } finally {
                archive.write(manifest);
                index.commit(true);
            }
        }
        if (options.format() == ExportFormat.HTML) {
            archive.write("index.html", HtmlIndex.text(manifest));
        }
        return new Summary(Map.copyOf(counts), missingAttachments);
    }

    /** Where Poe does not tell whose account it is, the archive cannot be protected from another. */
    private Manifest ofAccount(Manifest found) throws ArchiveException, InterruptedException {
        long user;
        try {
            user = pace.call(account::settings).userId();
        } catch (PoeException e) {
            if (endsEverything(e.failure())) {
                throw e;
            }
            return found;
        }
        if (found.userId() != null && found.userId() != user) {
            throw new ArchiveException("it has the chats of another account");
        }
        return found.of(user);
    }

    private void run(ChatIndex index, Set<String> unreadable) throws IOException, InterruptedException {
        Instant began = clock.instant();
        var saver = new ChatSaver(reader, archive, index, options.format(), options.attachments(), clock);
        Collection<Chat> listed = listed();
        boolean whole = options.chats().isEmpty() && options.since() == null && !stopped;
        List<String> gone = whole ? gone(manifest, listed) : List.of();
        int done = 0;
        for (Chat chat : listed) {
            if (stopped) {
                return;
            }
            done++;
            State state = export(chat, saver, unreadable.contains(chat.chatCode()));
            Entry entry = Objects.requireNonNull(manifest.chats().get(chat.chatCode()));
            tell(done, listed.size() + gone.size(), chat.chatCode(), state, entry);
        }
        for (String code : gone) {
            Entry entry = Objects.requireNonNull(manifest.chats().get(code)).gone();
            manifest.chats().put(code, entry);
            tell(++done, listed.size() + gone.size(), code, State.DELETED, entry);
        }
        if (whole || continues()) {
            manifest = manifest.until(began, newest(listed));
        }
    }

    /** Whether this run has read on from where the last one ended, and nothing is left to read again. */
    private boolean continues() {
        return !stopped
                && options.chats().isEmpty()
                && options.since() != null
                && manifest.newestActivity() != null
                && !options.since().isAfter(Instant.parse(manifest.newestActivity()))
                && !counts.containsKey(State.FAILED);
    }

    private static @Nullable Instant newest(Collection<Chat> listed) {
        return listed.stream()
                .map(Chat::lastInteraction)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private void tell(int done, int all, String code, State state, Entry entry) {
        counts.merge(state, 1, Integer::sum);
        missingAttachments +=
                options.attachments() == null ? 0 : entry.missingAttachments().size();
        listener.chat(done, all, code, state, entry.file(), entry.failure());
    }

    private Collection<Chat> listed() throws InterruptedException {
        return options.chats().isEmpty()
                ? reader.history(options.since(), () -> stopped)
                : reader.chats(options.chats());
    }

    private static List<String> gone(Manifest manifest, Collection<Chat> listed) {
        Set<String> present = listed.stream().map(Chat::chatCode).collect(Collectors.toSet());
        return manifest.chats().entrySet().stream()
                .filter(entry -> !entry.getValue().deleted() && !present.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private State export(Chat chat, ChatSaver saver, boolean isUnreadable) throws IOException, InterruptedException {
        Entry known = manifest.chats().getOrDefault(chat.chatCode(), Entry.neverSaved(chat));
        if (isCurrent(chat, known) && !isUnreadable) {
            return State.UNCHANGED;
        }
        State state = State.SAVED;
        Entry entry;
        try {
            entry = saver.save(chat, known);
        } catch (PoeException e) {
            if (endsEverything(e.failure())) {
                throw e;
            }
            entry = known.failed(e.failure().what());
            state = State.FAILED;
        }
        manifest.chats().put(chat.chatCode(), entry);
        remember();
        if (known.file() != null && !known.file().equals(entry.file())) {
            // Under another title or in another form. A manifest that still names it lets the chat be saved again.
            archive.delete(known.file());
        }
        return state;
    }

    /** Not after each chat, since it has all of them; what is lost by a kill is saved again. */
    private void remember() throws IOException {
        if (!clock.instant().isBefore(nextWrite)) {
            archive.write(manifest);
            nextWrite = clock.instant().plusSeconds(1);
        }
    }

    private boolean isCurrent(Chat chat, Entry known) {
        boolean complete = known.failure() == null
                && !known.deleted()
                && !known.unfinished()
                && (options.attachments() == null || known.missingAttachments().isEmpty());
        return complete
                && known.format() == options.format()
                && chat.lastInteraction() != null
                && chat.lastInteraction().toString().equals(known.lastActivity())
                && Objects.equals(chat.title(), known.title())
                && known.file() != null
                && archive.has(known.file())
                && archive.hasContent(chat.chatCode());
    }

    /** Where the next chat would fail likewise. */
    private static boolean endsEverything(PoeFailure failure) {
        return failure instanceof PoeFailure.AuthExpired
                || failure instanceof PoeFailure.NotConfigured
                || failure instanceof PoeFailure.Blocked
                || failure instanceof PoeFailure.RateLimited
                || failure instanceof PoeFailure.Cancelled;
    }
}
