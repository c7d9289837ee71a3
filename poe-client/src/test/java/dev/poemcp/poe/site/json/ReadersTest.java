package dev.poemcp.poe.site.json;

import static dev.poemcp.poe.site.json.JsonFieldsTest.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chat;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadersTest {
    private static final URI POE = URI.create("https://poe.example");

    @Test
    void completeBot_isReadWithAllFields() throws JsonProcessingException {
        var node = tree("""
                {"botId": "77", "handle": "Example-Bot", "displayName": "Example Bot", "model": "m", "description": "d",
                 "poweredBy": "p", "introduction": "hi", "translatedBotTags": ["Official", null, 5],
                 "picture": {"__typename": "URLBotImage", "url": "https://img.example/77.png"},
                 "messagePointLimit": {"displayMessagePointPrice": 20}, "isCreatedByPoeUserAccount": true, "new": {}}
                """);

        assertEquals(
                new Bot(
                        77L,
                        "Example-Bot",
                        "Example Bot",
                        "m",
                        "d",
                        "p",
                        "hi",
                        List.of("Official"),
                        URI.create("https://img.example/77.png"),
                        20L,
                        true),
                BotReader.read(node).orElseThrow());
    }

    @Test
    void officialBot_isNotUserCreated() throws JsonProcessingException {
        var node = tree("""
                {"botId": 77, "handle": "Example-Bot", "translatedBotTags": ["Official"],
                 "isCreatedByPoeUserAccount": false}
                """);

        assertEquals(false, BotReader.read(node).orElseThrow().userCreated());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"Qm90Ojc3\",\"handle\":\"A\"}",
                "{\"botId\":77,\"handle\":\"A\",\"messagePointLimit\":null,\"picture\":null}",
                "{\"botId\":77,\"nullableHandle\":\"A\",\"messagePointLimit\":{}}",
                "{\"botId\":77,\"handle\":\"A\",\"picture\":{\"__typename\":\"LocalBotImage\",\"localName\":\"x\"}}",
                "{\"botId\":77,\"handle\":\"A\",\"displayName\":null,\"translatedBotTags\":null}"
            })
    void sparseBot_hasNullFields(String json) throws JsonProcessingException {
        assertEquals(
                new Bot(77L, "A", "A", null, null, null, null, List.of(), null, null, null),
                BotReader.read(tree(json)).orElseThrow());
    }

    @Test
    void otherNode_isNoBot() throws JsonProcessingException {
        assertTrue(BotReader.read(tree("null")).isEmpty());
        assertTrue(BotReader.read(tree("{\"uid\":5,\"nullableHandle\":\"x\"}")).isEmpty());
    }

    @Test
    void sparseUser_isRead() throws JsonProcessingException {
        var sparse =
                UserReader.read(tree("{\"uid\":555,\"nullableHandle\":null}")).orElseThrow();
        var both = UserReader.read(tree("{\"id\":\"UG9lVXNlcjo1NTU=\",\"handle\":\"ann\",\"nullableHandle\":\"ann\","
                        + "\"mediumProfilePhotoUrl\":\"https://img.example/a\",\"followerCount\":\"3\"}"))
                .orElseThrow();

        assertEquals(555, sparse.userId());
        assertNull(sparse.handle());
        assertEquals("ann", both.handle());
        assertEquals(3L, both.followerCount());
        assertEquals(URI.create("https://img.example/a"), both.profilePhotoUrl());
        assertTrue(UserReader.read(tree("{\"botId\":1,\"handle\":\"b\"}")).isEmpty());
    }

    @Test
    void twoBalances_areAdded() throws JsonProcessingException {
        var settings = AccountSettingsReader.read(tree("""
                        {"viewer": {"uid": 5, "messagePointInfo": {"subscriptionPointBalance": 100,
                         "addonPointBalance": "20", "messagePointResetTime": 1742861079000000}}}
                        """)).orElseThrow();

        assertEquals(
                new AccountSettings.Points(120L, null, Instant.parse("2025-03-25T00:04:39Z"), null), settings.points());
        assertNull(settings.defaultBot());
        assertNull(settings.hasActiveSubscription());
    }

    @Test
    void missingViewer_givesNoSettings() throws JsonProcessingException {
        assertTrue(AccountSettingsReader.read(tree("{\"viewer\":null}")).isEmpty());
        assertTrue(
                AccountSettingsReader.read(tree("{\"viewer\":{\"uid\":null}}")).isEmpty());
    }

    @Test
    void chat_isReadWithUrl() throws JsonProcessingException {
        var chat = ChatNode.read(tree("""
                        {"id": "Q2hhdDo5MDAwMDAwMDE=", "chatCode": "a1b2", "title": null,
                         "defaultBotObject": {"displayName": "Example Bot", "handle": "Example-Bot"},
                         "lastInteractionTime": 1742861079000000}
                        """)).chat(POE).orElseThrow();

        assertEquals(
                new Chat(
                        900000001L,
                        "a1b2",
                        null,
                        URI.create("https://poe.example/chat/a1b2"),
                        "Example-Bot",
                        Instant.parse("2025-03-25T00:04:39Z")),
                chat);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messageId\":1,\"author\":\"human\"}                                          | user",
                "{\"messageId\":1,\"author\":\"chat_break\"}                                     | chat_break",
                "{\"messageId\":1,\"author\":\"command\"}                                        | command",
                "{\"messageId\":1,\"author\":\"pacarana\",\"bot\":{\"handle\":\"Haiku\"}}        | Haiku",
                "{\"messageId\":1,\"author\":\"pacarana\"}                                       | ChatBot",
                "{\"messageId\":1,\"author\":\"capybara\"}                                       | capybara",
                "{\"messageId\":1,\"author\":\"\",\"authorUser\":{\"uid\":1}}                    | user",
                "{\"messageId\":1,\"author\":\"\",\"clientNonce\":\"aB3\"}                       | user",
                "{\"messageId\":1,\"author\":\"\",\"bot\":{\"handle\":\"Haiku\"},\"authorUser\":null} | Haiku",
                "{\"messageId\":1}                                                               | ChatBot"
            })
    void author_isResolved(String json, String author) throws JsonProcessingException {
        assertEquals(
                author,
                MessageNode.read(tree(json))
                        .message("ChatBot", POE)
                        .orElseThrow()
                        .author());
    }

    @Test
    void message_isReadWithAttachments() throws JsonProcessingException {
        var message = MessageNode.read(tree("""
                                {"id": "TWVzc2FnZTo4MDAwMDAwMDAwMDE=", "messageCode": "mc", "creationTime": "1742861079000000",
                                 "text": "Hello", "state": "complete", "author": "human", "attachments": [
                                   {"name": "a.png", "url": "/files/a.png", "file": {"mimeType": "image/png", "size": "12"}},
                                   {"name": null, "file": {"url": "https://img.example/b"}},
                                   {"name": "nowhere"}]}
                                """)).message(null, POE).orElseThrow();

        assertEquals(800_000_000_001L, message.messageId());
        assertEquals(Instant.parse("2025-03-25T00:04:39Z"), message.creationTime());
        assertEquals(
                List.of("https://poe.example/files/a.png", "https://img.example/b"),
                message.attachments().stream()
                        .map(one -> Objects.requireNonNull(one.url()).toString())
                        .toList());
        assertEquals(12L, message.attachments().get(0).sizeBytes());
        assertNull(message.attachments().get(1).mimeType());
    }

    @Test
    void cancelledReply_isCutToShownLength() throws JsonProcessingException {
        var cut = MessageNode.read(
                        tree(
                                "{\"messageId\":1,\"text\":\"Hello world\",\"state\":\"cancelled\",\"textLengthOnCancellation\":5}"))
                .message(null, POE);
        var whole = MessageNode.read(tree(
                        "{\"messageId\":1,\"text\":\"Hello\",\"state\":\"complete\",\"textLengthOnCancellation\":2}"))
                .message(null, POE);

        assertEquals("Hello", cut.orElseThrow().text());
        assertEquals("Hello", whole.orElseThrow().text());
    }
}
