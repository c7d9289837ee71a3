package dev.poemcp.server.protocol;

import static dev.poemcp.server.resources.MessageMarkdown.oneLine;

import dev.poemcp.server.resources.MessageMarkdown;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.models.GetUsageHistory;
import dev.poemcp.tool.models.ListModels;
import dev.poemcp.tool.result.BotResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.ModelResult;
import dev.poemcp.tool.result.UserResult;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists for a model: one line for each item, a chat as a transcript, and the cursor at the end if there is more. */
final class ListText {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?。])\\s|\\R");
    private static final int MAX_SENTENCE = 150;

    private ListText() {}

    /** A bot: handle, price, first sentence of its description. A user: handle, name, followers. */
    static String of(Explore.Result found) {
        if (found.bots() != null && found.bots().isEmpty()) {
            return "None found. Try fewer words.";
        }
        var lines = found.bots() != null
                ? lines(found.bots(), ListText::bot)
                : lines(Objects.requireNonNullElse(found.users(), List.of()), ListText::user);
        return lines + more(found.nextCursor(), "the next page");
    }

    /** Title, chat code, bot, time of the last activity. */
    static String of(GetChatHistory.Result history) {
        return lines(history.chats(), ListText::chat) + more(history.nextCursor(), "the next page");
    }

    /** A transcript, oldest message first. */
    static String of(GetChatMessages.Result page) {
        var chat = page.chat();
        return "# " + title(chat) + "\n\n"
                + line("chat_code " + chat.chatCode(), chat.bot()) + "\n\n"
                + page.messages().stream()
                        .map(MessageMarkdown::of)
                        .collect(Collectors.joining())
                        .stripTrailing()
                + more(page.nextCursor(), "older messages");
    }

    /** Id, maker, modalities, context window, prices, first sentence of the description. */
    static String of(ListModels.Result found) {
        return lines(found.models(), ListText::model) + more(found.nextCursor(), "the next page");
    }

    /** Time, bot, points, dollars, kind, chat. */
    static String of(GetUsageHistory.Result history) {
        return lines(history.entries(), ListText::entry) + more(history.nextCursor(), "older entries");
    }

    private static <T> String lines(List<T> items, Function<T, String> line) {
        return items.isEmpty()
                ? "None found."
                : items.stream().map(item -> "- " + line.apply(item)).collect(Collectors.joining("\n"));
    }

    private static String bot(BotResult bot) {
        return line(
                bot.handle(),
                bot.pointsPerMessage() == null ? null : bot.pointsPerMessage() + " points",
                bot.description() == null ? null : firstSentence(bot.description()));
    }

    private static String model(ModelResult model) {
        return line(
                model.id(),
                model.ownedBy(),
                modalities(model),
                model.contextWindow() == null ? null : model.contextWindow() + " tokens",
                model.pricing() == null ? null : prices(model.pricing()),
                model.description() == null ? null : firstSentence(model.description()));
    }

    private static @Nullable String modalities(ModelResult model) {
        return model.inputModalities().isEmpty() && model.outputModalities().isEmpty()
                ? null
                : String.join(", ", model.inputModalities()) + " → " + String.join(", ", model.outputModalities());
    }

    private static String prices(ModelResult.Pricing pricing) {
        return Stream.of(
                        price(pricing.prompt(), "input token"),
                        price(pricing.completion(), "output token"),
                        price(pricing.image(), "image"),
                        price(pricing.request(), "request"))
                .filter(price -> !price.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String price(@Nullable String dollars, String unit) {
        return dollars == null ? "" : "$" + dollars + "/" + unit;
    }

    private static String entry(GetUsageHistory.Entry entry) {
        return line(
                entry.time() == null ? null : MessageMarkdown.time(entry.time()),
                entry.bot(),
                entry.points() == null ? null : entry.points() + " points",
                entry.costUsd() == null ? null : "$" + entry.costUsd(),
                entry.usageType(),
                entry.chatName());
    }

    private static String user(UserResult user) {
        return line(
                user.handle() == null ? "user_id " + user.userId() : user.handle(),
                user.fullName(),
                user.followerCount() == null ? null : user.followerCount() + " followers");
    }

    private static String chat(ChatResult chat) {
        return line(
                title(chat),
                "chat_code " + chat.chatCode(),
                chat.bot(),
                chat.lastInteractionTime() == null ? null : MessageMarkdown.time(chat.lastInteractionTime()));
    }

    private static String title(ChatResult chat) {
        return chat.title() == null ? "Untitled chat" : oneLine(chat.title());
    }

    private static String firstSentence(String text) {
        var sentence = oneLine(SENTENCE_END.split(text.strip(), 2)[0]);
        if (sentence.length() <= MAX_SENTENCE) {
            return sentence;
        }
        var end = Character.isHighSurrogate(sentence.charAt(MAX_SENTENCE - 1)) ? MAX_SENTENCE - 1 : MAX_SENTENCE;
        return sentence.substring(0, end) + "…";
    }

    private static String line(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null && !part.isBlank())
                .map(MessageMarkdown::oneLine)
                .collect(Collectors.joining(" · "));
    }

    private static String more(@Nullable String cursor, String what) {
        return cursor == null ? "" : "\n\n[There is more: cursor " + cursor + " gets " + what + ".]";
    }
}
