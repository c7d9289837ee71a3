package dev.poemcp.poe.api;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import okhttp3.Headers;

/**
 * What the parsers write a reply to: bounds its text, gives each attachment once, ends it once, and never as complete while it
 * is empty. Not thread-safe.
 */
final class ReplyOutput {
    private final String bot;
    private final int maxCharacters;
    private final ApiErrors errors;
    private final ReplyListener listener;
    private final Set<URI> attachments = new HashSet<>();
    private Headers headers = Headers.EMPTY;
    private long characters;
    private boolean started;
    private boolean empty = true;
    private boolean ended;

    ReplyOutput(String bot, int maxCharacters, ApiErrors errors, ReplyListener listener) {
        this.bot = bot;
        this.maxCharacters = maxCharacters;
        this.errors = errors;
        this.listener = listener;
    }

    /** @param response headers, for the id of the request in errors */
    void begin(Headers response) {
        headers = response;
    }

    boolean ended() {
        return ended;
    }

    /** Whether it has text that is not blank. */
    boolean hasText() {
        return !empty;
    }

    void append(String text) {
        if (ended || text.isEmpty() || exceeds(characters + text.length())) {
            return;
        }
        characters += text.length();
        started = true;
        empty &= text.isBlank();
        listener.append(text);
    }

    void replace(String text) {
        if (ended || exceeds(text.length())) {
            return;
        }
        characters = text.length();
        started = true;
        empty = text.isBlank();
        listener.replace(text);
    }

    void attachment(Attachment attachment) {
        if (!ended && attachments.add(attachment.url())) {
            started = true;
            listener.attachment(attachment);
        }
    }

    void suggestedReply(String text) {
        if (!ended && !text.isBlank()) {
            listener.suggestedReply(text);
        }
    }

    void completed() {
        if (ended) {
            return;
        }
        if (empty && attachments.isEmpty()) {
            failed(new PoeFailure.UnexpectedResponse(bot + " answered nothing.", Spend.POSSIBLE));
            return;
        }
        ended = true;
        listener.completed();
    }

    void failed(PoeFailure failure) {
        if (!ended) {
            ended = true;
            listener.failed(failure);
        }
    }

    /** Poe reported an error instead of the rest. */
    void failed(ApiError error, boolean repeatable) {
        failed(errors.inReply(error, repeatable, headers, bot, started));
    }

    /** The reply cannot be read further. */
    void unreadable(String what, String seen) {
        failed(new PoeFailure.UnexpectedResponse(
                "Poe's API sent " + what + ", so the answer is incomplete: \"" + errors.shorten(seen) + "\".",
                Spend.POSSIBLE));
    }

    /** The connection ended before the reply did. */
    void cut(String why) {
        failed(new PoeFailure.Network(
                "The answer of " + bot + " is incomplete: " + errors.shorten(why) + ".", Spend.POSSIBLE));
    }

    private boolean exceeds(long total) {
        if (total <= maxCharacters) {
            return false;
        }
        failed(new PoeFailure.UnexpectedResponse(
                "The answer of " + bot + " is incomplete: it is longer than " + maxCharacters + " characters.",
                Spend.POSSIBLE));
        return true;
    }
}
