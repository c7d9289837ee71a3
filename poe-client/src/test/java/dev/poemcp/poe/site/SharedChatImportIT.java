package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.PoeFailure.Subject;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SharedChatImportIT {
    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void sharedChat_isImported(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chats = site.client.chats();

            var copy = chats.importShared("sharemany00000000000");

            var chat = copy.chat();
            assertEquals(0, copy.missingAttachments());

            assertEquals(
                    chat.chatId(),
                    chats.get(new ChatRef.ByCode(chat.chatCode())).chatId());
            assertEquals(
                    Subject.SHARE,
                    ((PoeFailure.NotFound) failureOf(() -> chats.importShared("nosuchshare"))).subject());
            assertEquals(1, site.poe.requests().count("importChat"));
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void importedChatWithoutItsAttachments_saysHowManyAreMissing(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var sent = new NewMessage("look", "Painter", null, List.of(new TextUpload("a.txt", "text")));
            Reply reply;
            try (var live = site.client.messages().send(sent)) {
                reply = live.await(Duration.ofSeconds(20), update -> {});
            }
            var ids = List.of(Objects.requireNonNull(reply.userMessageId()), Objects.requireNonNull(reply.messageId()));
            var share = site.client.messages().share(reply.chat().ref(), ids);

            var copy = site.client.chats().importShared(share.code());

            assertEquals(2, copy.missingAttachments());
        }
    }
}
