package dev.poemcp.server.tools.chats;

import dev.poemcp.server.export.ArchiveException;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.search.ChatSearch;
import dev.poemcp.server.search.IndexUnusableException;
import dev.poemcp.server.tools.BoundedPage;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.chats.SearchChats;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Searches in the archive. */
final class SearchChatsHandler implements ToolHandler<SearchChats.Args, SearchChats.Result> {
    private static final int DEFAULT_COUNT = 10;

    /** Number of hits before, and what tells one query from another. */
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,5})-([0-9a-f]{1,8})");

    private final @Nullable ChatArchive archive;
    private final Duration wait;

    /**
     * @param archive null if none is configured; then the tool is not listed
     * @param wait for an index that has to be made first
     */
    SearchChatsHandler(@Nullable ChatArchive archive, Duration wait) {
        this.archive = archive;
        this.wait = wait;
    }

    @Override
    public SearchChats.Result call(SearchChats.Args arguments, CallContext context) {
        int skip = arguments.cursor() == null ? 0 : skip(arguments.cursor(), arguments.query());
        return BoundedPage.fetch(
                Objects.requireNonNullElse(arguments.count(), DEFAULT_COUNT),
                count -> page(arguments.query(), skip, Math.min(count, ChatSearch.MAX_HITS - skip)),
                result -> result.hits().size());
    }

    private SearchChats.Result page(String query, int skip, int count) {
        ChatArchive.Found found = find(query, skip, count);
        int end = skip + found.hits().size();
        return new SearchChats.Result(
                found.hits().stream().map(ResultMapper::of).toList(),
                found.more() && end < ChatSearch.MAX_HITS ? end + "-" + mark(query) : null,
                found.archivedUntil());
    }

    private ChatArchive.Found find(String query, int skip, int count) {
        try {
            return Objects.requireNonNull(archive, "The tool is listed without an archive")
                    .search(query, skip, count, wait);
        } catch (IndexUnusableException e) {
            throw new ToolException(
                    ErrorCode.UNAVAILABLE,
                    "The archive's index is being made again and is not ready (" + e.getMessage() + ").",
                    "Try again in a minute.");
        } catch (ArchiveException e) {
            throw new ToolException(
                    ErrorCode.NOT_CONFIGURED,
                    "The folder of POE_ARCHIVE cannot be searched, since " + e.getMessage() + ".",
                    "Have the user run poe-mcp export with that folder.");
        } catch (IOException e) {
            throw new ToolException(
                    ErrorCode.UNAVAILABLE,
                    "The archive cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Have the user check the folder of POE_ARCHIVE, or run poe-mcp export with it.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(ErrorCode.TIMEOUT, "The search was stopped.", "Search again.");
        }
    }

    private static int skip(String cursor, String query) {
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()
                || !matcher.group(2).equals(mark(query))
                || Integer.parseInt(matcher.group(1)) >= ChatSearch.MAX_HITS) {
            throw new ToolException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The argument cursor must be the next_cursor of a call with the same query.",
                    "Start again without a cursor.");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static String mark(String query) {
        return Integer.toHexString(query.hashCode());
    }
}
