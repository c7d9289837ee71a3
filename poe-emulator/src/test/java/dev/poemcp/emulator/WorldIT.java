package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of the newest build reads and changes bots, users and chats. */
class WorldIT {
    private static final String SEARCH = "0a01eccff923e39952ce84831615b8c9c05be2faa664baebe6ad1eeca2f7992d";
    private static final String CATEGORIES = "317a2e0504c3420f695ec5c7bda104716d3f874d7dc7de06e2eebf1560347d98";
    private static final String EXPLORE = "b24b2f2f6da147b3345eec1a433ed17b6e1332df97dea47622868f41078a40cc";
    private static final String USER = "328db2104fde0a878da85acf3d6c3ea8fb6882d237c95e8a822b9c0e9aefaa06";
    private static final String FOLLOW = "dcc26e4e36b47af8af6bd0296ff85dfa8fc77a9c374ea5989afd0bf39ae4d35e";
    private static final String SHARE = "2491190f42c1f5265d8dbaaaf7220dbfa094044fdfb2429fd7f2e35f863bc5e1";
    private static final String IMPORT = "8b7bbb788463708e87ea979a383ddf6cbbb8818305add8b30c275a13ce9c7a95";
    private static final String PURGE = "3f60d527c3f636f308b3a26fc3a0012be34ea1a201e47a774b4513d8a1ba8912";
    private static final String TITLE = "24574aab7fedf86d1654bbc70bf5421abbc33e195aa1c11178697023a27a912e";
    private static final String DELETE_CHAT = "5df4cb75c0c06e086b8949890b1871a9f8b9e431a930d5894d08ca86e9260a18";
    private static final String OPTIMIZE = "1e314e6829565b88fff37dfcbaab95dabe5338df7e231f7a2a2cb420545645b6";
    private static final String BREAK = "f1c759d5a5248717860192964538f3658dbc91c52e8ca92a7adbfab9e6c5536d";
    private static final String LIMIT = "b3843325a4abf30891f1f99c1d87d9ca43761ce989be92fe93a986c55dedc4b6";
    private static final String DEFAULT_BOT = "4084604e8741af8650ac6b4236cdfa13c91a70cf1c63ad8a368706a386d0887e";
    private static final String PREVIEW = "56d6f245645427d368357d32dd444af37edaca497aa15219364864d0de495d41";
    private static final String REGENERATE = "c57eb11b407a486eb95d94eb698707b66509e1f8b59e08b8e8bb8e1e51bcf426";

    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
        client.channel();
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void bots_areSearchedByTextAndExploredInPages() throws Exception {
        var found = search("bot", "kanji").path("edges");
        var categories = client.data("exploreBotsIndexPageQuery", "{\"categoryName\":\"defaultCategory\"}", CATEGORIES)
                .path("exploreBotsCategoryObjects");
        var handles = new HashSet<String>();
        var pages = 0;
        JsonNode page;
        var cursor = "";
        do {
            page = client.data(
                            "ExploreBotsListPaginationQuery",
                            "{\"categoryName\":\"defaultCategory\",\"count\":15" + cursor + "}",
                            EXPLORE)
                    .path("exploreBotsConnection");
            page.path("edges")
                    .forEach(edge -> handles.add(edge.at("/node/handle").asText()));
            cursor = ",\"cursor\":\"" + page.at("/pageInfo/endCursor").asText() + "\"";
            pages++;
        } while (page.at("/pageInfo/hasNextPage").asBoolean());

        assertEquals("KanjiBuddy", found.at("/0/node/handle").asText());
        assertEquals(8, categories.size());
        assertEquals(42, handles.size());
        assertEquals(3, pages);
    }

    @Test
    void users_areSearchedAndFollowed() throws Exception {
        var found = search("user", "chiyo").at("/edges/0/node");
        var uid = found.path("uid").asText();

        client.data("PoeUserSetFollow", "{\"shouldFollow\":true,\"targetUid\":" + uid + "}", FOLLOW);
        client.data("PoeUserSetFollow", "{\"shouldFollow\":true,\"targetUid\":" + uid + "}", FOLLOW);
        var user = client.data("HandleProfilePageQuery", "{\"handle\":\"chiyo\"}", USER)
                .path("user");

        assertEquals("chiyo", found.path("nullableHandle").asText());
        assertFalse(found.has("handle"));
        assertEquals(15_303, user.path("followerCount").asLong());
    }

    @Test
    void longChat_isPagedBackwardsToItsStart() throws Exception {
        var node = history().at("/edges/1/node");
        var page = client.data(
                        "chatPageQuery",
                        "{\"chatCode\":\"" + node.path("chatCode").asText() + "\"}",
                        Hashes.CHAT_PAGE_2026)
                .at("/chatOfCode/messagesConnection");
        var ids = new ArrayList<Long>();
        addOlder(ids, page);
        while (page.at("/pageInfo/hasPreviousPage").asBoolean()) {
            page = client.data(
                            "ChatListPaginationQuery",
                            "{\"count\":100,\"cursor\":" + page.at("/pageInfo/startCursor") + ",\"id\":"
                                    + node.path("id") + "}",
                            Hashes.CHAT_MESSAGES)
                    .at("/node/messagesConnection");
            addOlder(ids, page);
        }

        assertEquals(231, ids.size(), "230 messages and a chat break");
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void chat_isRenamedOptimizedClearedAndDeleted() throws Exception {
        var chatId = history().at("/edges/0/node/chatId").asText();

        var titled = client.data("ChatSetTitle", "{\"chatId\":" + chatId + ",\"title\":\"New\"}", TITLE);
        var optimized = client.data(
                "ChatSettingsModal_ChatSetContextOptimization_Mutation",
                "{\"chatId\":" + chatId + ",\"isContextOptimizationOn\":false}",
                OPTIMIZE);
        var cleared = client.data(
                "SendChatBreakMutation", "{\"chatId\":" + chatId + ",\"clientNonce\":\"aB3dE5fG7hI9jK1l\"}", BREAK);
        var newest = history().at("/edges/0/node");
        var deleted = client.data("DeleteChat", "{\"chatId\":" + chatId + "}", DELETE_CHAT);
        var again = client.data("DeleteChat", "{\"chatId\":" + chatId + "}", DELETE_CHAT);

        assertEquals("success", titled.at("/chatSetTitle/status").asText());
        assertFalse(optimized
                .at("/chatSetContextOptimization/chat/isContextOptimizationOn")
                .asBoolean(true));
        assertEquals(
                "chat_break",
                cleared.at("/messageBreakEdgeCreate/message/node/author").asText());
        assertEquals("New", newest.path("title").asText());
        assertTrue(deleted.path("deleteChat").isObject());
        assertTrue(again.path("deleteChat").isNull());
    }

    @Test
    void importedShare_isNotTheNewestChat() throws Exception {
        var newest = history().at("/edges/0/node/chatCode").asText();

        var imported = client.data(
                        "ContinueChatFromPoeShare",
                        "{\"shareCode\":\"shareone000000000000\",\"botName\":\"capybara\",\"postId\":null}",
                        IMPORT)
                .path("continueChatFromPoeShare");
        var unknown = client.data(
                "ContinueChatFromPoeShare", "{\"shareCode\":\"x\",\"botName\":\"capybara\",\"postId\":null}", IMPORT);

        assertEquals("success", imported.path("status").asText());
        assertFalse(imported.at("/messages/0/node/chat/chatCode").asText().isEmpty());
        assertEquals(newest, history().at("/edges/0/node/chatCode").asText());
        assertEquals("error", unknown.at("/continueChatFromPoeShare/status").asText());
    }

    @Test
    void sharePages_nameNoneOneOrSeveralBots() throws Exception {
        assertFalse(client.get("/s/sharenone00000000000").body().contains("nickname"));
        assertTrue(client.get("/s/shareone000000000000").body().contains("\"nickname\":\"capybara\""));
        assertTrue(client.get("/s/sharemany00000000000")
                .body()
                .contains("\"nickname\":\"Caf\\u00E9 \\\"Espa\\u00F1ol\\\"\""));
        assertEquals(404, client.get("/s/unknown").statusCode());
    }

    @Test
    void reply_hasCostAndIsSharedPreviewedRegeneratedAndDeleted() throws Exception {
        var reply = completedReply("Widget");
        var messageId = reply.path("messageId").asText();
        var chatId = history().at("/edges/0/node/chatId").asText();

        var cost = client.data(
                "MessageInfoPageQuery", "{\"messageCode\":" + reply.path("messageCode") + "}", Hashes.MESSAGE_INFO);
        var shared = client.data(
                "ShareMessageMutation", "{\"chatId\":" + chatId + ",\"messageIds\":[" + messageId + "]}", SHARE);
        var first = preview(0, messageId);
        var past = preview(2, messageId);
        var again = client.data("RegenerateMessageMutation", "{\"messageId\":" + messageId + "}", REGENERATE);

        assertEquals(
                30, cost.at("/messageOfCode/responsibleJob/totalCostPoints").asLong());
        assertEquals(
                200,
                client.get("/s/" + shared.at("/messagesShare/shareCode").asText())
                        .statusCode());
        assertTrue(first.path("shareUrl").asText().startsWith(poe.url().toString()));
        assertTrue(past.isNull());
        assertEquals("success", again.at("/messageRegenerate/status").asText());
        assertEquals(60, poe.ledger().spent());
        client.data("DeleteMessageMutation", "{\"messageIds\":[" + messageId + "]}", Hashes.DELETE_MESSAGES_JULY_2025);
        client.data(
                "DeleteMessageMutation",
                "{\"connections\":[\"c\"],\"messageIds\":[" + messageId + "]}",
                Hashes.DELETE_MESSAGES_JULY_2025);
    }

    @Test
    void defaults_areSetAndReturned() throws Exception {
        var botId = search("bot", "Claude-Haiku").at("/edges/0/node/botId").asText();

        client.data(
                "SettingsDefaultMessagePointLimitModal_SetAllChatDefaultMessagePointPriceThreshold_Mutation",
                "{\"priceThresholdInPoints\":\"1000\"}",
                LIMIT);
        client.data("SettingsDefaultBotSectionMutation", "{\"botId\":" + botId + "}", DEFAULT_BOT);
        var viewer =
                client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).path("viewer");

        assertEquals("Claude-Haiku-4.5", viewer.at("/defaultBot/handle").asText());
        assertEquals(
                1_000,
                viewer.at("/messagePointInfo/allChatDefaultPointPriceThresholdPerMessage")
                        .asLong());
    }

    @Test
    void purge_leavesEmptyHistory() throws Exception {
        client.data("DeleteUserMessagesMutation", "{}", PURGE);

        assertEquals(0, history().path("edges").size());
    }

    private JsonNode completedReply(String bot) throws Exception {
        poe.bot(bot).says("```html\n<p>1</p>\n```\n", "```html\n<p>2</p>\n```").costs(30);
        client.data("sendMessageMutation", Hashes.send2026("null", bot, "hi"), Hashes.SEND_AUGUST_2026);
        var code = history().at("/edges/0/node/chatCode");
        JsonNode last;
        do {
            var edges = client.data("chatPageQuery", "{\"chatCode\":" + code + "}", Hashes.CHAT_PAGE_2026)
                    .at("/chatOfCode/messagesConnection/edges");
            last = edges.path(edges.size() - 1).path("node");
        } while (!last.path("state").asText().equals("complete")
                || last.path("author").asText().equals("human"));
        return last;
    }

    private JsonNode preview(int index, String messageId) throws Exception {
        return client.data(
                        "useSharePreviewFromMessage_Mutation",
                        "{\"index\":" + index + ",\"messageId\":" + messageId + "}",
                        PREVIEW)
                .at("/sharePreviewFromMessage/sharedPreview");
    }

    private JsonNode search(String entityType, String text) throws Exception {
        return client.data(
                        "SearchResultsListPaginationQuery",
                        "{\"query\":\"" + text + "\",\"entityType\":\"" + entityType + "\",\"count\":50}",
                        SEARCH)
                .path("searchEntityConnection");
    }

    private JsonNode history() throws Exception {
        return client.data("ChatHistoryListPaginationQuery", "{\"count\":10}", Hashes.HISTORY)
                .path("chats");
    }

    private static void addOlder(List<Long> ids, JsonNode page) {
        var older = new ArrayList<Long>();
        page.path("edges").forEach(edge -> older.add(edge.at("/node/messageId").asLong()));
        ids.addAll(0, older);
    }
}
