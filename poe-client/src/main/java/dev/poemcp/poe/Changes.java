package dev.poemcp.poe;

import java.util.function.Consumer;

/** What changes in the account while we listen. Opens the realtime socket when the first listener comes. */
public interface Changes {
    /** Calls {@code listener} from a thread of the client's, which it must not block, until the handle is closed. */
    Subscription subscribe(Consumer<Change> listener);

    /** Closing it ends the calls. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** One thing that changed. */
    sealed interface Change {
        /** A message, the title or a setting of a chat. */
        record ChatChanged(long chatId) implements Change {}

        /** The list of chats: one came, went or moved. */
        record ChatsChanged() implements Change {}

        /** Points, default bot, subscription. */
        record SettingsChanged() implements Change {}

        /**
         * Poe told what an answer cost, perhaps long after its end. May come again for the same job; the newest counts.
         *
         * @param jobId as in {@link Reply#jobId()}
         * @param points of all the job's messages together
         */
        record CostKnown(long jobId, long points) implements Change {}

        /** Events may have been lost: anything may have changed. */
        record Gap() implements Change {}
    }
}
