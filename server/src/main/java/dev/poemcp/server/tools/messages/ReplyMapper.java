package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Via;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.TextSlice;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.result.ReplyResult;

/** Maps bots' replies to the records that callers see. */
final class ReplyMapper {
    private ReplyMapper() {}

    /** The reply from its beginning. */
    static ReplyResult of(Reply reply) {
        return of(reply, 0);
    }

    /**
     * The reply from an offset in its text.
     *
     * @param offset in code points
     * @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} for an offset past the end
     */
    static ReplyResult of(Reply reply, long offset) {
        return of(reply, offset, TextSlice.MAX_UNITS);
    }

    /** Same with less text, in UTF-16 units. */
    static ReplyResult of(Reply reply, long offset, int maxUnits) {
        String text = text(reply);
        long length = text.codePointCount(0, text.length());
        if (offset > length) {
            throw new ToolException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The argument text_offset is " + offset + ", and the answer has " + length + " characters.",
                    "Give the next_text_offset of the part before, or leave it out.");
        }
        TextSlice slice = TextSlice.of(text, offset, maxUnits);
        return new ReplyResult(
                state(reply.state()),
                slice.text(),
                slice.nextOffset(),
                reply.bot(),
                ResultMapper.of(reply.chat()),
                reply.userMessageId(),
                reply.messageId(),
                reply.messageIds(),
                reply.messageCode(),
                ResultMapper.of(reply.attachments()),
                reply.suggestedReplies(),
                reply.pointsSpent(),
                reply.via() == Via.API ? ReplyResult.Via.API : ReplyResult.Via.ACCOUNT,
                reply.elapsed().toMillis());
    }

    // If a reply failed without text, Poe's reason replaces it, as on the site.
    private static String text(Reply reply) {
        return reply.text().isBlank() ? reply.failure().map(PoeFailure::what).orElse(reply.text()) : reply.text();
    }

    private static ReplyResult.State state(Reply.State state) {
        return switch (state) {
            case COMPLETE -> ReplyResult.State.COMPLETE;
            case IN_PROGRESS -> ReplyResult.State.IN_PROGRESS;
            case CANCELLED -> ReplyResult.State.CANCELLED;
            case FAILED -> ReplyResult.State.FAILED;
        };
    }
}
