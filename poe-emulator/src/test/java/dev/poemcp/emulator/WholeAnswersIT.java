package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers with several messages, and with attachments. */
class WholeAnswersIT {
    private static final String REGENERATE = "c57eb11b407a486eb95d94eb698707b66509e1f8b59e08b8e8bb8e1e51bcf426";
    private static final String SHARE = "2491190f42c1f5265d8dbaaaf7220dbfa094044fdfb2429fd7f2e35f863bc5e1";
    private static final String IMPORT = "8b7bbb788463708e87ea979a383ddf6cbbb8818305add8b30c275a13ce9c7a95";

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
    void answerOfSeveralMessages_isRegeneratedWhole() throws Exception {
        var first = chatAfter("Duet", 3);
        var last = first.get(2).path("messageId").asText();

        var again = client.data("RegenerateMessageMutation", "{\"messageId\":" + last + "}", REGENERATE);
        var second = completeChat(3);

        assertEquals("success", again.at("/messageRegenerate/status").asText());
        assertEquals(first.get(0).path("messageId"), second.get(0).path("messageId"));
        assertTrue(second.get(1).path("messageId").asLong()
                > first.get(2).path("messageId").asLong());
        assertEquals(first.get(1).path("text"), second.get(1).path("text"));
    }

    @Test
    void sharedAttachments_areOnThePageAndNotInTheCopy() throws Exception {
        var reply = chatAfter("Painter", 2).get(1);
        var chatId = newestChat().path("chatId").asText();
        var code = client.data(
                        "ShareMessageMutation",
                        "{\"chatId\":" + chatId + ",\"messageIds\":[" + reply.path("messageId") + "]}",
                        SHARE)
                .at("/messagesShare/shareCode")
                .asText();

        var page = client.get("/s/" + code).body();
        var copy = client.data(
                        "ContinueChatCTAButton_continueChatFromPoeShare_Mutation",
                        "{\"shareCode\":\"" + code + "\",\"botName\":\"Painter\",\"postId\":null}",
                        IMPORT)
                .at("/continueChatFromPoeShare/messages/0/node");

        assertTrue(page.contains(reply.at("/attachments/0/url").asText()), page);
        assertEquals(reply.path("text"), copy.path("text"));
        assertEquals(0, copy.path("attachments").size());
        assertTrue(copy.path("attachments").isArray());
    }

    private List<JsonNode> chatAfter(String bot, int messages) throws Exception {
        client.data("sendMessageMutation", Hashes.send2026("null", bot, "hi"), Hashes.SEND_AUGUST_2026);
        return completeChat(messages);
    }

    private JsonNode newestChat() throws Exception {
        return client.data("ChatHistoryListPaginationQuery", "{\"count\":10}", Hashes.HISTORY)
                .at("/chats/edges/0/node");
    }

    /** The newest chat, as soon as it has that many messages and all are complete. */
    private List<JsonNode> completeChat(int messages) throws Exception {
        var code = newestChat().path("chatCode");
        List<JsonNode> nodes = new ArrayList<>();
        do {
            nodes.clear();
            client.data("chatPageQuery", "{\"chatCode\":" + code + "}", Hashes.CHAT_PAGE_2026)
                    .at("/chatOfCode/messagesConnection/edges")
                    .forEach(edge -> nodes.add(edge.path("node")));
        } while (nodes.size() < messages
                || nodes.stream().anyMatch(node -> !node.path("state").asText().equals("complete")));
        return nodes;
    }
}
