package dev.poemcp.server.tools.messages;

import dev.poemcp.server.tools.api.CallContext;

/** One caller shared by several bots, each with a part of the call; their progress is added up. Not thread-safe. */
final class ComparisonContexts {
    private final CallContext caller;
    private long total;

    ComparisonContexts(CallContext caller) {
        this.caller = caller;
    }

    CallContext of(CallContext.Part bot) {
        return new BotContext(bot);
    }

    private final class BotContext implements CallContext {
        private final Part bot;
        private long reported;

        BotContext(Part bot) {
            this.bot = bot;
        }

        @Override
        public boolean wantsProgress() {
            return caller.wantsProgress();
        }

        @Override
        public void progress(double progress, String message) {
            long now = (long) progress;
            total += now - reported;
            reported = now;
            caller.progress((double) total, bot, message);
        }

        @Override
        public Answer confirm(String question) {
            return caller.confirm(question);
        }
    }
}
