package dev.poemcp.server.tools;

import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.User;
import dev.poemcp.poe.Via;
import dev.poemcp.server.search.MessageHit;
import dev.poemcp.tool.chats.SearchChats;
import dev.poemcp.tool.result.AttachmentResult;
import dev.poemcp.tool.result.BotResult;
import dev.poemcp.tool.result.ChatResult;
import dev.poemcp.tool.result.MessageResult;
import dev.poemcp.tool.result.ModelResult;
import dev.poemcp.tool.result.ReplyResult;
import dev.poemcp.tool.result.SettingsResult;
import dev.poemcp.tool.result.UserResult;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps domain records to the records that callers see. */
public final class ResultMapper {
    /** Of a description or introduction, in UTF-16 units of JSON. */
    private static final int MAX_BOT_TEXT = 10_000;

    private static final int MAX_LISTED_TEXT = 300;

    private ResultMapper() {}

    public static ChatResult of(Chat chat) {
        return new ChatResult(
                chat.chatId(),
                chat.chatCode(),
                chat.title(),
                text(chat.url()),
                chat.bot(),
                text(chat.lastInteraction()));
    }

    public static MessageResult of(Message message) {
        return new MessageResult(
                message.messageId(),
                message.messageCode(),
                message.author(),
                message.text(),
                message.state(),
                message.creationTime().toString(),
                of(message.attachments()));
    }

    public static List<AttachmentResult> of(List<Attachment> attachments) {
        return attachments.stream()
                .map(attachment -> new AttachmentResult(
                        attachment.name(), attachment.mimeType(), text(attachment.url()), attachment.sizeBytes()))
                .toList();
    }

    /** A bot with its texts as far as one result holds them. */
    public static BotResult of(Bot bot, @Nullable String rateCard) {
        return of(bot, MAX_BOT_TEXT, rateCard);
    }

    /** A bot of a list, with the beginnings of its texts. */
    public static BotResult listed(Bot bot) {
        return of(bot, MAX_LISTED_TEXT, null);
    }

    /** A model of a list, with the beginning of its description. */
    public static ModelResult listed(Model model) {
        Model.Pricing pricing = model.pricing();
        return new ModelResult(
                model.id(),
                model.ownedBy(),
                shortened(model.description(), MAX_LISTED_TEXT),
                model.inputModalities(),
                model.outputModalities(),
                model.contextWindow(),
                pricing == null
                        ? null
                        : new ModelResult.Pricing(
                                pricing.prompt(),
                                pricing.completion(),
                                pricing.image(),
                                pricing.request(),
                                pricing.inputCacheRead(),
                                pricing.inputCacheWrite()),
                text(model.created()));
    }

    public static ReplyResult.Via of(Via via) {
        return switch (via) {
            case ACCOUNT -> ReplyResult.Via.ACCOUNT;
            case API -> ReplyResult.Via.API;
        };
    }

    private static BotResult of(Bot bot, int maxText, @Nullable String rateCard) {
        return new BotResult(
                bot.botId(),
                bot.handle(),
                bot.displayName(),
                bot.model(),
                shortened(bot.description(), maxText),
                bot.poweredBy(),
                shortened(bot.introduction(), maxText),
                bot.tags(),
                text(bot.pictureUrl()),
                bot.pointsPerMessage(),
                bot.userCreated(),
                shortened(rateCard, maxText));
    }

    private static @Nullable String shortened(@Nullable String text, int maxUnits) {
        if (text == null) {
            return null;
        }
        TextSlice slice = TextSlice.of(text, 0, maxUnits);
        return slice.nextOffset() == null ? text : slice.text().stripTrailing() + "…";
    }

    public static UserResult of(User user) {
        return new UserResult(
                user.userId(), user.handle(), user.fullName(), user.followerCount(), text(user.profilePhotoUrl()));
    }

    public static SettingsResult of(AccountSettings settings) {
        AccountSettings.DefaultBot bot = settings.defaultBot();
        AccountSettings.Points points = settings.points();
        return new SettingsResult(
                settings.userId(),
                bot == null ? null : new SettingsResult.DefaultBot(bot.botId(), bot.handle()),
                new SettingsResult.Points(
                        points.balance(), points.allotment(), text(points.resetsAt()), points.defaultLimitPerMessage()),
                settings.hasActiveSubscription(),
                settings.countryCode(),
                settings.contextOptimizationEnabled(),
                settings.hasUnreadMessages(),
                settings.primaryEmail(),
                settings.primaryPhoneNumber());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable String text(@Nullable URI url) {
        return url == null ? null : url.toString();
    }

    /** With {@code **} around what matches. */
    public static SearchChats.Hit of(MessageHit hit) {
        return new SearchChats.Hit(
                hit.chatCode(),
                hit.chatId(),
                hit.title(),
                hit.messageId(),
                hit.author(),
                hit.creationTime().toString(),
                hit.snippet().marked("**", "**"));
    }
}
