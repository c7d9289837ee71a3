package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.PoeFailure.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chats named by number and code, and chats that are gone. */
class ChatNamesIT {
    private static ChatRef.Full full(Chat chat) {
        return new ChatRef.Full(chat.number(), chat.chatCode());
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void numberAndCodeOfOneChat_areAccepted(SiteBuild build) {
        try (var site = new EmulatedPoe(build);
                var other = new SiteClient(EmulatedPoe.config(site.poe, true))) {
            var chat = full(site.client.chats().history(1, null).items().get(0));

            assertEquals(chat, site.client.chats().setTitle(chat, "Known"));
            assertEquals(chat, other.chats().setTitle(chat, "Not known before"));
            assertEquals("Not known before", other.chats().get(chat).title());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void numberAndCodeOfDifferentChats_doNothing(SiteBuild build) {
        try (var site = new EmulatedPoe(build);
                var other = new SiteClient(EmulatedPoe.config(site.poe, true))) {
            var two = site.client.chats().history(2, null).items();
            var mixed = new ChatRef.Full(two.get(0).number(), two.get(1).chatCode());

            for (var client : List.of(site.client, other)) {
                var failures = List.of(
                        failureOf(() -> client.chats().delete(mixed)),
                        failureOf(() -> client.chats().clearContext(mixed)),
                        failureOf(() -> client.chats().messages(mixed, 1, null)),
                        failureOf(() -> client.messages().delete(mixed, List.of(1L))),
                        failureOf(() -> client.messages().cancel(mixed)),
                        failureOf(() -> client.messages()
                                .send(new NewMessage("go", "Echo", mixed, List.of()))
                                .close()));

                failures.forEach(failure -> {
                    var what = assertInstanceOf(PoeFailure.InvalidRequest.class, failure)
                            .what();
                    assertTrue(
                            what.contains("chat_id " + mixed.chatId())
                                    && what.contains("chat_code " + mixed.chatCode()),
                            what);
                });
            }
            for (var operation : List.of("deleteChat", "clearContext", "deleteMessages", "cancel", "sendMessage")) {
                assertEquals(0, site.poe.requests().count(operation), operation);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void deletedChat_isDeletedAgainWithoutError(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chats = site.client.chats();
            var chat = full(chats.history(1, null).items().get(0));
            assertEquals(Optional.empty(), chats.deleted(chat));

            for (var ref : List.of(new ChatRef.ById(chat.chatId()), new ChatRef.ByCode(chat.chatCode()), chat)) {
                assertEquals(chat, chats.delete(ref));
                assertEquals(Optional.of(chat), chats.deleted(ref));
            }
        }
    }

    @Test
    void chatDeletedElsewhere_isGoneForWhoHasSeenItOnly() {
        try (var site = new EmulatedPoe();
                var seen = new SiteClient(EmulatedPoe.config(site.poe, true));
                var fresh = new SiteClient(EmulatedPoe.config(site.poe, true))) {
            var chat = full(seen.chats().history(1, null).items().get(0));
            site.client.chats().delete(chat);

            assertEquals(chat, seen.chats().delete(chat));
            assertEquals(
                    new PoeFailure.NotFound(Subject.CHAT, chat.chatCode()),
                    failureOf(() -> fresh.chats().delete(chat)));
            assertEquals(Optional.empty(), fresh.chats().deleted(chat));
        }
    }
}
