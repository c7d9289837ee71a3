package dev.poemcp.server.tools;

import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads arguments that name a bot or a user: the handle, {@code @handle}, or the URL of its page. Case is kept, since
 * only Poe knows the right one.
 */
public final class BotArguments {
    // Any host, since a sandbox's bots have URLs of their own; but "openai/gpt" is no URL.
    private static final String URL_OF =
            "(?i:https?://[^/\\s?#]+|[^/\\s?#]+\\.[^/\\s?#]+)?/%s([^/\\s?#]+)/?(?:[?#].*)?";
    private static final Pattern BOT_URL = Pattern.compile(URL_OF.formatted(""));
    private static final Pattern USER_URL = Pattern.compile(URL_OF.formatted("(?:profile/)?"));

    private BotArguments() {}

    /**
     * The handle of a bot, given as {@code Echo}, {@code @Echo} or {@code https://poe.com/Echo}.
     *
     * @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} for nothing but an {@code @}, or another URL
     */
    public static String handle(String text) {
        return handle(BOT_URL, text, "a bot", "poe.com/HANDLE");
    }

    /** The same for a user, whose page is {@code https://poe.com/profile/HANDLE}. */
    public static String userHandle(String text) {
        return handle(USER_URL, text, "a user", "poe.com/profile/HANDLE");
    }

    private static String handle(Pattern url, String text, String subject, String form) {
        String stripped = text.strip();
        Matcher matcher = url.matcher(stripped);
        String name = matcher.matches() ? decoded(matcher.group(1)) : stripped;
        String handle = name.startsWith("@") ? name.substring(1) : name;
        if (handle.isBlank() || handle.contains("/")) {
            throw new ToolException(
                    ErrorCode.INVALID_ARGUMENT,
                    "\"" + stripped + "\" is neither the handle of " + subject + " nor a " + form + " URL.",
                    "Give the handle as explore lists it.");
        }
        return handle;
    }

    /** A malformed escape is kept: Poe then has no such handle. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
