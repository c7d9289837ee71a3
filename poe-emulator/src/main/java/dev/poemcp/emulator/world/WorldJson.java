package dev.poemcp.emulator.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The world's objects as JSON, with every field of every build (docs/poe-protocol.md §7); the selection of a hash
 * decides which of them a client gets.
 */
public final class WorldJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final World world;
    private final Ledger ledger;
    private final String baseUrl;
    private final long allotmentPoints;
    private final boolean emptyBotAuthor;

    public WorldJson(World world, Ledger ledger, String baseUrl, boolean emptyBotAuthor) {
        this.world = world;
        this.ledger = ledger;
        this.baseUrl = baseUrl;
        this.allotmentPoints = ledger.balance();
        this.emptyBotAuthor = emptyBotAuthor;
    }

    public ObjectNode bot(Bot bot) {
        var facts = bot.facts();
        var price = bot.script().pricePoints();
        var node = NODES.objectNode();
        node.put("__typename", "Bot");
        node.put("id", IdGenerator.global("Bot", facts.botId()));
        node.put("botId", facts.botId());
        node.put("handle", facts.handle());
        node.put("displayName", facts.displayName());
        node.put("nickname", facts.nickname());
        node.put("model", facts.model());
        node.set("picture", picture(facts));
        node.put("description", facts.description());
        node.put("poweredBy", facts.poweredBy());
        node.put("introduction", facts.introduction());
        facts.categories().forEach(node.withArray("translatedBotTags")::add);
        node.putObject("messagePointLimit").put("displayMessagePointPrice", price);
        node.putObject("botPricing")
                .put("botPricingType", "fixed")
                .put("botPricingLabel", price + " points")
                .put("standardMessagePrice", price);
        node.put("isCreatedByPoeUserAccount", !facts.official());
        node.put("isOfficialBot", facts.official());
        node.put("deletionState", "not_deleted");
        node.put("isDown", false);
        node.put("viewerIsCreator", false);
        node.put("canUserAccessBot", true);
        node.put("supportsFileUpload", true);
        node.put("allowsImageAttachments", true);
        node.put("uploadFileSizeLimit", 350_000_000);
        node.put("messageTimeoutSecs", 600);
        return node;
    }

    private ObjectNode picture(Bot.Facts facts) {
        // Every fourth picture is a local one, without a URL.
        if (facts.botId() % 4 == 0) {
            return NODES.objectNode().put("__typename", "LocalBotImage").put("localName", facts.nickname());
        }
        return NODES.objectNode()
                .put("__typename", "URLBotImage")
                .put("url", baseUrl + "/file/picture/" + facts.botId() + ".png");
    }

    public ObjectNode user(User user) {
        var node = NODES.objectNode();
        node.put("__typename", "PoeUser");
        node.put("id", IdGenerator.global("PoeUser", user.uid()));
        node.put("uid", user.uid());
        node.put("handle", user.handle());
        node.put("nullableHandle", user.handle());
        node.put("fullName", user.fullName());
        node.put("followerCount", user.followers());
        node.put("profilePhotoUrl", baseUrl + "/file/picture/" + user.uid() + ".png");
        node.put("mediumProfilePhotoUrl", baseUrl + "/file/picture/" + user.uid() + ".png?size=medium");
        node.put("viewerIsFollowing", user.followed());
        node.put("createdBotCount", 0);
        node.putArray("createdBots");
        return node;
    }

    public ObjectNode chat(Chat chat) {
        var node = NODES.objectNode();
        node.put("__typename", "Chat");
        node.put("id", IdGenerator.global("Chat", chat.chatId()));
        node.put("chatId", chat.chatId());
        node.put("chatCode", chat.code());
        node.put("title", chat.title());
        node.put("creationTime", chat.creationMicros());
        node.put("lastInteractionTime", chat.lastInteractionMicros());
        node.put("isDeleted", false).put("hasMultipleUsers", false).put("membersCount", 1);
        node.put("viewerHasPinnedChat", false).put("viewerHasMutedChat", false).putNull("chatNonce");
        chat.last().ifPresent(last -> node.putObject("lastMessage").put("textPreview", preview(last.text())));
        node.put("isContextOptimizationOn", chat.contextOptimization());
        node.put("shouldBotAutoRespond", true);
        node.put("unseenItemCount", 0);
        node.set("defaultBotObject", bot(chat.bot()));
        return node;
    }

    public ObjectNode message(Message message) {
        var node = NODES.objectNode();
        node.put("__typename", "Message");
        node.put("id", IdGenerator.global("Message", message.messageId()));
        node.put("messageId", message.messageId());
        node.put("messageCode", message.code());
        node.put("creationTime", message.creationMicros());
        node.put("clientNonce", message.clientNonce());
        node.put("state", message.state());
        node.put("messageStateText", message.stateText());
        node.put("attachmentTruncationState", "not_truncated");
        node.put("text", message.text());
        node.put("contentType", "text_markdown");
        node.put("sourceType", "chat_input");
        node.putObject("messageSource").put("sourceType", "chat_input").putNull("metadata");
        node.putNull("parameters").put("isDeleted", false);
        node.put("author", author(message));
        put(node, "textLengthOnCancellation", message.textLengthOnCancellation());
        var isHuman = message.author() == Message.Author.HUMAN;
        node.set("authorUser", isHuman ? self() : NODES.nullNode());
        node.set("bot", message.author() == Message.Author.BOT ? bot(botOf(message)) : NODES.nullNode());
        var job = message.job();
        node.set("responsibleJob", job == null ? NODES.nullNode() : job(job));
        node.set("attachments", attachments(message.attachments()));
        node.set("followupActions", followups(message.suggestions()));
        node.put("isEdited", false);
        node.put("hasCitations", false);
        node.putNull("command");
        node.putNull("referencedMessageV2");
        node.putArray("reactionCounts");
        node.putNull("viewerReaction");
        node.put("isChatAnnouncement", false);
        node.putArray("usersCanDelete").addObject().put("uid", world.viewer().uid());
        node.putArray("usersCanEdit");
        node.set("chat", chat(message.chat()));
        return node;
    }

    public ObjectNode job(Job job) {
        var node = NODES.objectNode();
        node.put("id", IdGenerator.global("Job", job.jobId()));
        node.put("jobId", job.jobId());
        node.put("state", job.state());
        node.put("viewerCanCancel", job.active());
        node.put("creationTime", job.creationMicros());
        put(node, "totalCostPoints", job.costPoints());
        node.putObject("creator").put("uid", world.viewer().uid());
        return node;
    }

    /** The account with its settings and points. */
    public ObjectNode viewer() {
        var viewer = world.viewer();
        var node = viewerId();
        node.set("defaultBot", bot(viewer.defaultBot()));
        var balance = ledger.balance();
        var addon = balance / 10;
        var reset = (world.nowMicros() / MICROS_PER_DAY + 1) * MICROS_PER_DAY;
        node.putObject("messagePointInfo")
                .put("id", IdGenerator.global("MessagePointInfo", 0))
                .put("messagePointResetTime", reset)
                .put("messagePointBalance", balance)
                .put("subscriptionPointBalance", balance - addon)
                .put("addonPointBalance", addon)
                .put("totalMessagePointAllotment", allotmentPoints)
                .put("allChatDefaultPointPriceThresholdPerMessage", viewer.defaultPointLimit())
                .put("dailyMessagePointsAvailable", true);
        node.putNull("primaryPhoneNumber");
        node.put("primaryEmail", "sandbox@poe.example");
        node.putArray("confirmedEmails").add("sandbox@poe.example");
        node.put("hasActiveSubscription", true);
        node.put("enableGTMEventSending", true);
        node.put("viewerCountryCode", "DE");
        node.put("globalContextOptimizationStatus", true);
        node.put("enableGlobalContextOptimization", true);
        node.put("hasUnreadMessage", false);
        node.putObject("subscription")
                .put("id", IdGenerator.global("Subscription", 0))
                .put("isActive", true)
                .put("planType", "monthly")
                .put("expiresTime", reset + 20 * MICROS_PER_DAY);
        return node;
    }

    public ObjectNode viewerId() {
        return NODES.objectNode()
                .put("id", IdGenerator.global("Viewer", 0))
                .put("uid", world.viewer().uid());
    }

    /** A Relay connection of one page. */
    public static ObjectNode connection(List<ObjectNode> nodes, List<String> cursors, ObjectNode pageInfo) {
        var connection = NODES.objectNode();
        var edges = connection.putArray("edges");
        for (var i = 0; i < nodes.size(); i++) {
            edges.addObject().put("cursor", cursors.get(i)).set("node", nodes.get(i));
        }
        connection.set("pageInfo", pageInfo);
        return connection;
    }

    private String author(Message message) {
        return switch (message.author()) {
            case HUMAN -> "human";
            case BREAK -> "chat_break";
            case BOT -> emptyBotAuthor ? "" : botOf(message).facts().nickname();
        };
    }

    private static String preview(String text) {
        return text.length() <= 100 ? text : text.substring(0, text.offsetByCodePoints(0, 50));
    }

    private static Bot botOf(Message message) {
        var job = message.job();
        return job == null ? message.chat().bot() : job.bot();
    }

    private ObjectNode self() {
        var uid = world.viewer().uid();
        return NODES.objectNode()
                .put("uid", uid)
                .put("id", IdGenerator.global("PoeUser", uid))
                .put("handle", "sandbox-user")
                .put("profilePhotoUrl", baseUrl + "/file/picture/" + uid + ".png")
                .put("fullName", "Sandbox User");
    }

    public ArrayNode attachments(List<Attachment> attachments) {
        var array = NODES.arrayNode();
        for (var attachment : attachments) {
            var isImage = attachment.mimeType().startsWith("image/");
            var node = array.addObject();
            node.put("id", IdGenerator.global("MessageAttachment", attachment.attachmentId()));
            node.put("attachmentId", attachment.attachmentId());
            node.put("name", attachment.name());
            node.put("url", baseUrl + attachment.path());
            node.put("isInline", false);
            var file = node.putObject("file");
            file.put("id", IdGenerator.global("File", attachment.attachmentId()));
            file.put("mimeType", attachment.mimeType());
            file.put("size", attachment.sizeBytes());
            file.put("url", baseUrl + attachment.path());
            file.put("thumbnailUrl", isImage ? baseUrl + attachment.path() : null);
            file.set("width", isImage ? NODES.numberNode(Picture.SIDE) : NODES.nullNode());
            file.set("height", isImage ? NODES.numberNode(Picture.SIDE) : NODES.nullNode());
        }
        return array;
    }

    private static ArrayNode followups(List<String> suggestions) {
        var array = NODES.arrayNode();
        for (var suggestion : suggestions) {
            var node = array.addObject();
            node.put("__typename", "SendMessageFollowupAction");
            node.putNull("titleText");
            node.put("bodyText", suggestion);
            node.put("sendText", suggestion);
            node.putArray("sendAttachments");
        }
        return array;
    }

    private static void put(ObjectNode node, String name, OptionalLong value) {
        if (value.isPresent()) {
            node.put(name, value.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    /** Relay page info; {@code endCursor} is null if the page is empty. */
    public static ObjectNode pageInfo(@Nullable String endCursor, boolean hasNextPage) {
        return NODES.objectNode().put("endCursor", endCursor).put("hasNextPage", hasNextPage);
    }
}
