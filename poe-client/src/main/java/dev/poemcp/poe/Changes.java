package dev.poemcp.poe;

import java.util.function.Consumer;

/** Notifies listeners about changes in the account. Opens the realtime socket for the first listener. */
public interface Changes {
    /** Calls {@code listener} on a client thread, which it must not block, until the subscription is closed. */
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

        /** A message of a conversation with the official API. */
        record ConversationChanged(String chatCode) implements Change {}

        /** The list of chats: one was added, removed or moved. */
        record ChatsChanged() implements Change {}

        /** Points, default bot, subscription. */
        record SettingsChanged() implements Change {}

        /**
         * Poe reported the cost of a reply, perhaps long after its end. May be repeated for a job; the newest value
         * counts.
         *
         * @param jobId as in {@link Reply#jobId()}
         * @param points total of the job's messages
         */
        record CostKnown(long jobId, long points) implements Change {}

        /** Events may have been lost; any state may have changed. */
        record Gap() implements Change {}
    }
}
