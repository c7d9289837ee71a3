package dev.poemcp.server.tools.messages;

import dev.poemcp.server.tools.api.CallContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One caller as several bots see it: what each tells goes out under its name, and their progress is added up. */
final class ComparisonContexts {
    private ComparisonContexts() {}

    /** One for each bot, for use by one thread. */
    static List<CallContext> of(List<String> bots, CallContext caller) {
        AtomicLong total = new AtomicLong();
        return bots.stream()
                .<CallContext>map(bot -> new One(bot, caller, total))
                .toList();
    }

    private static final class One implements CallContext {
        private final String bot;
        private final CallContext caller;
        private final AtomicLong total;
        private long told;

        One(String bot, CallContext caller, AtomicLong total) {
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
            caller.progress((double) total.addAndGet(now - told), bot + ": " + message);
            told = now;
        }

        @Override
        public Answer confirm(String question) {
            return caller.confirm(question);
        }
    }
}
