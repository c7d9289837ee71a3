package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBehavior.SignedOutPage;
import dev.poemcp.emulator.control.SiteBuild;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queries and pages that public clients were tested with in September 2026. */
class September2026IT {
    private static final String HISTORY_FIRST = "7f7c6b3d348be34312ad66d53fd7e2b860094fa6caf6cb85321c2b2ae698d357";
    private static final String HISTORY_NEXT = "115be578cf6b1914d7139f7258325c5d1418f5e24b104bfe1d639067887974cd";
    private static final String CHAT_PAGE = "1c929ada3d107cd28b4df143bbf7305f51eb6cd9dcf89b6cb3bd6a7cc0112121";
    private static final String CHAT_LIST = "a294b112132f513a057b103d9dc2cc777c64a426850411fe9e7b1b822da2e087";
    private static final String SEARCH = "8ab423f3d595f4d535de0cbd9ca76644c8af218958026558df65dd01a57a96e6";
    private static final String RATE_CARD = "63afb70b30540bafd08f593b26c61f8bdd5b6818590742e5170f417709792788";
    private static final String LEADERBOARD = "803d5007cefa51acd05611b9e5acec267561ec5f890e55f8e19589ccf7583511";
    private static final String POINTS = "9b68fe8ea0017e5d7701c93a5db8323136f9cb023d514f8595ae0dde220be6d1";
    private static final Pattern NEXT_DATA =
            Pattern.compile("<script id=\"__NEXT_DATA__\" type=\"application/json\">(.*?)</script>");

    private final PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void history_isPagedByTimeAndChatId() throws Exception {
        var first = client.data("chatsHistoryPageQuery", "{\"handle\":\"\",\"useBot\":false}", HISTORY_FIRST)
                .path("chats");
        var node = first.at("/edges/0/node");
        var cursor = first.at("/edges/1/cursor").asText();

        var next = client.data(
                        "ChatHistoryListWithMessageSearchPaginationQuery",
                        "{\"count\":10,\"cursor\":\"" + cursor + "\"}",
                        HISTORY_NEXT)
                .path("chats");

        assertTrue(cursor.matches(":\\d{16}:\\d+"), cursor);
        assertTrue(node.path("creationTime").asLong() > 0
                && node.path("lastInteractionTime").asLong() > 0);
        assertTrue(node.at("/lastMessage/textPreview").isTextual());
        assertEquals(
                first.at("/edges/2/node/chatCode").asText(),
                next.at("/edges/0/node/chatCode").asText());
        assertEquals(10, next.path("edges").size());
    }

    @Test
    void chat_isPagedBackwardsByMessageIdAndHasViewer() throws Exception {
        var chatCode = longestChat();
        var page = client.data("ChatPageQuery", "{\"chatCode\":\"" + chatCode + "\"}", CHAT_PAGE);
        var seen = new ArrayList<Long>(ids(page.at("/chatOfCode/messagesConnection")));
        var cursor =
                page.at("/chatOfCode/messagesConnection/pageInfo/startCursor").asText();
        var id = page.at("/chatOfCode/id").asText();

        assertEquals(seen.get(0), Long.parseLong(cursor));
        assertTrue(page.at("/viewer/uid").asLong() > 0);
        var more = true;
        while (more) {
            var older = client.data(
                            "ChatListPaginationQuery",
                            "{\"count\":25,\"cursor\":" + cursor + ",\"id\":\"" + id + "\"}",
                            CHAT_LIST)
                    .at("/node/messagesConnection");
            seen.addAll(0, ids(older));
            cursor = older.at("/pageInfo/startCursor").asText();
            more = older.at("/pageInfo/hasPreviousPage").asBoolean();
        }

        assertEquals(231, seen.size());
        assertEquals(231, new HashSet<>(seen).size());
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void olderHashes_areAcceptedUntilForgotten() throws Exception {
        var old = client.data("chatHistoryListPaginationQuery", "{\"count\":5}", Hashes.HISTORY);

        poe.persistedQueries().forgetHash(Hashes.HISTORY);
        var stale = client.post("chatHistoryListPaginationQuery", "{\"count\":5}", Hashes.HISTORY);

        assertEquals(5, old.at("/chats/edges").size());
        assertTrue(stale.body().contains("PersistedQueryNotFound"));
        assertEquals(
                25,
                client.data("ChatHistoryPagedSearchResultsPaginationQuery", "{\"count\":200}", SEARCH)
                        .at("/filteredChats/edges")
                        .size());
    }

    @Test
    void prices_areInRateCardLeaderboardAndPointsHistory() throws Exception {
        var page = client.get("/claude-opus-4.5");
        var bot = client.get("/Claude-Opus-4.5").body();
        var botId = Pattern.compile("\"botId\":(\\d+)").matcher(bot);
        assertTrue(botId.find());
        client.channel();
        client.data("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);

        var rates = client.data("RateCardModalQuery", "{\"botId\":" + botId.group(1) + "}", RATE_CARD)
                .at("/botById/botPricing/rateMenuMarkdown")
                .asText();
        var leaders =
                client.data("LeaderboardPageColumn_LeaderboardStatsQuery", "{\"interval\":\"week\"}", LEADERBOARD);
        var row = client.data("PointsHistoryPageColumnViewerPaginationQuery", "{\"limit\":20}", POINTS)
                .at("/viewer/pointsHistoryConnection/edges/0/node");

        assertEquals(307, page.statusCode());
        assertEquals("/Claude-Opus-4.5", page.headers().firstValue("location").orElseThrow());
        assertEquals(404, client.get("/No-Such-Bot").statusCode());
        assertTrue(rates.contains("| Output (text) |"), rates);
        assertEquals(
                "Bot", leaders.at("/topModelLatest/topRankings/0/__typename").asText());
        assertEquals(
                "ExternalApiApp",
                leaders.at("/topAppLatest/topRankings/0/__typename").asText());
        assertEquals("Echo", row.at("/bot/displayName").asText());
        assertEquals(poe.ledger().spent(), row.path("pointCost").asLong());
        assertTrue(row.path("creationTime").asLong() > 1_000_000_000_000_000L);
    }

    @Test
    void chatPages_containTheirData() throws Exception {
        var code = longestChat();
        poe.otherClient().renameChat(code, "Just a moment...");
        poe.behavior().announcement("Just a moment: <maintenance> at noon");

        var response = client.get("/chat/" + code);
        var chat = mainQuery(response.body()).path("chatOfCode");
        var chats = mainQuery(client.get("/chats").body()).path("chats");

        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("<title>Just a moment...</title>"));
        assertTrue(response.body().contains("<p>Just a moment: &lt;maintenance> at noon</p>"));
        assertEquals(code, chat.path("chatCode").asText());
        assertEquals(20, chat.at("/messagesConnection/edges").size());
        assertTrue(chat.at("/messagesConnection/pageInfo/hasPreviousPage").asBoolean());
        assertFalse(chats.path("edges").isEmpty());
        assertTrue(chats.findValuesAsText("title").contains("Just a moment..."));
        assertEquals(404, client.get("/chat/none").statusCode());
        assertEquals(2, poe.requests().count("chatHtml"));
    }

    @Test
    void chatPages_areEmptyForGuests() throws Exception {
        var code = longestChat();
        poe.behavior().signedOutPage(SignedOutPage.NO_VIEWER);
        poe.endSession();

        var page = client.get("/chat/" + code);

        assertEquals(404, page.statusCode());
        assertTrue(mainQuery(page.body()).path("viewer").isNull());
        assertTrue(mainQuery(client.get("/chats").body()).path("chats").isNull());
    }

    private static List<Long> ids(JsonNode connection) {
        var ids = new ArrayList<Long>();
        connection
                .path("edges")
                .forEach(edge -> ids.add(edge.at("/node/messageId").asLong()));
        return ids;
    }

    /** The world's long chat is the second newest. */
    private String longestChat() throws Exception {
        return client.data("chatHistoryListPaginationQuery", "{\"count\":2}", Hashes.HISTORY)
                .at("/chats/edges/1/node/chatCode")
                .asText();
    }

    private static JsonNode mainQuery(String page) throws Exception {
        var data = NEXT_DATA.matcher(page);
        assertTrue(data.find());
        return RawClient.JSON.readTree(data.group(1)).at("/props/pageProps/data/mainQuery");
    }
}
