package dev.poemcp.poe.site.message;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what Poe leaves out to a failure for lack of points: the price, where Poe gave it before, and the balance, which
 * is read then.
 */
final class PointsShortage {
    private static final Logger log = LoggerFactory.getLogger(PointsShortage.class);

    private final SiteReplyRequests requests;

    PointsShortage(SiteReplyRequests requests) {
        this.requests = requests;
    }

    /** Runs the send once; its failure and that of its reply name price and balance. */
    LiveReply explained(Recipient to, Supplier<LiveReply> send) {
        try {
            return new ExplainedReply(send.get(), to);
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.InsufficientPoints shortage) {
                throw new PoeException(explained(shortage, to), failed);
            }
            throw failed;
        }
    }

    private PoeFailure explained(PoeFailure.InsufficientPoints shortage, Recipient to) {
        Optional<String> price = Optional.ofNullable(to.price())
                .map(points -> "a message to " + to.bot() + " costs " + points + " points");
        Optional<String> balance = balance().map(points -> "the balance is " + points);
        if (price.isEmpty() && balance.isEmpty()) {
            return shortage;
        }
        String details = price.map(
                        text -> balance.map(rest -> text + " and " + rest).orElse(text))
                .orElseGet(() -> balance.orElseThrow() + " points");
        return new PoeFailure.InsufficientPoints(
                shortage.what().strip() + " " + Character.toUpperCase(details.charAt(0)) + details.substring(1) + ".");
    }

    private Optional<Long> balance() {
        try {
            return requests.balance();
        } catch (PoeException unreadable) {
            log.debug("The balance could not be read: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** The reply, with its failure explained by the thread that waits for it. */
    private final class ExplainedReply implements LiveReply {
        private final LiveReply reply;
        private final Recipient to;

        ExplainedReply(LiveReply reply, Recipient to) {
            this.reply = reply;
            this.to = to;
        }

        @Override
        public Reply now() {
            return reply.now();
        }

        @Override
        public Reply await(Duration wait, Consumer<Reply> onUpdate) {
            Reply newest = reply.await(wait, onUpdate);
            return newest.failure().orElse(null) instanceof PoeFailure.InsufficientPoints shortage
                    ? newest.withFailure(explained(shortage, to))
                    : newest;
        }

        @Override
        public void close() {
            reply.close();
        }
    }
}
