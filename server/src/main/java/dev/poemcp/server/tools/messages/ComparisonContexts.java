package dev.poemcp.server.tools.messages;

import dev.poemcp.server.tools.api.CallContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One caller shared by several bots: each message is prefixed with the bot's name, and their progress is added up. */
final class ComparisonContexts {
    private ComparisonContexts() {}

    /** One for each bot; all are used by the same thread. */
    static List<CallContext> of(List<String> bots, CallContext caller) {
        AtomicLong total = new AtomicLong();
        return bots.stream()
                .<CallContext>map(bot -> new BotContext(bot, caller, total))
                .toList();
    }

    private static final class BotContext implements CallContext {
        private final String bot;
        private final CallContext caller;
        private final AtomicLong total;
        private long reported;

        BotContext(String bot, CallContext caller, AtomicLong total) {
            this.bot = bot;
            this.caller = caller;
            this.total = total;
        }

        @Override
        public boolean wantsProgress() {
            return caller.wantsProgress();
        }

        @Override
        public void progress(double progress, String message) {
            long now = (long) progress;
            caller.progress((double) total.addAndGet(now - reported), bot + ": " + message);
            reported = now;
        }

        @Override
        public Answer confirm(String question) {
            return caller.confirm(question);
        }
    }
}
