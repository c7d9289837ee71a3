package dev.poemcp.server.tools;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.NamesChat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads arguments that identify one object in one of two ways, or by its URL. */
public final class ChatArguments {
    // Only the code is taken from a URL, so its host does not matter: a sandbox's chats have URLs of their own.
    private static final String URL_OF = "(?:(?:https?://)?[^/\\s?#]+)?/%s/([^/\\s?#]+)/?(?:[?#].*)?";
    private static final Pattern CHAT_URL = Pattern.compile(URL_OF.formatted("chat"));
    private static final Pattern SHARE_URL = Pattern.compile(URL_OF.formatted("s"));
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    private ChatArguments() {}

    /**
     * The chat; where both are given, the client checks that they agree.
     *
     * @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} when neither is given, or the code is malformed
     */
    public static ChatRef chat(NamesChat arguments) {
        ChatRef chat = chatIfAny(arguments);
        if (chat == null) {
            throw neither("chat_id", "chat_code");
        }
        return chat;
    }

    /** Same for an optional chat; null if none is given. */
    public static @Nullable ChatRef chatIfAny(NamesChat arguments) {
        if (arguments.chatCode() == null) {
            return arguments.chatId() == null ? null : new ChatRef.ById(arguments.chatId());
        }
        String code = code(CHAT_URL, arguments.chatCode(), "chat_code", "poe.com/chat/");
        return arguments.chatId() == null ? new ChatRef.ByCode(code) : new ChatRef.Full(arguments.chatId(), code);
    }

    /** The chat of a command line, given as id, code or URL. */
    public static ChatRef chat(String text) {
        return ID.matcher(text).matches()
                ? new ChatRef.ById(Long.parseLong(text))
                : new ChatRef.ByCode(code(CHAT_URL, text, "CHAT", "poe.com/chat/"));
    }

    /** The code of a shared chat, given as code or URL. */
    public static String shareCode(String text) {
        return code(SHARE_URL, text, "share_code", "poe.com/s/");
    }

    /** @throws ToolException {@link ErrorCode#INVALID_ARGUMENT} unless exactly one of the two is given */
    public static void requireOne(
            String firstName, @Nullable Object first, String secondName, @Nullable Object second) {
        if (first != null && second != null) {
            throw new ToolException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Both " + firstName + " and " + secondName + " are given, and only one of them is allowed.",
                    "Leave one of them out.");
        }
        if (first == null && second == null) {
            throw neither(firstName, secondName);
        }
    }

    private static ToolException neither(String firstName, String secondName) {
        return new ToolException(
                ErrorCode.INVALID_ARGUMENT,
                "Neither " + firstName + " nor " + secondName + " is given, and one of them is needed.",
                "Give " + firstName + " or " + secondName + ".");
    }

    private static String code(Pattern url, String text, String argument, String place) {
        String stripped = text.strip().replaceFirst("^poe://chats/", "");
        Matcher matcher = url.matcher(stripped);
        String code = matcher.matches() ? matcher.group(1) : stripped;
        if (!CODE.matcher(code).matches()) {
            throw new ToolException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The argument " + argument + " must be a code of letters and digits, or a " + place + " URL.",
                    "Take the last part of a " + place + " URL.");
        }
        return code;
    }
}
