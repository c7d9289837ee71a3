package dev.poemcp.server.tools.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Page;
import dev.poemcp.server.settings.ConfirmPolicy;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.server.tools.api.CallContext.Answer;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.account.GetSettings;
import dev.poemcp.tool.account.PurgeAllConversations;
import dev.poemcp.tool.account.SetDefaultBot;
import dev.poemcp.tool.account.SetDefaultMessagePointLimit;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AccountToolsTest {
    private static final Bot HAIKU = new Bot(77L, "Haiku", "Haiku", null, null, null, null, List.of(), null, 5L, false);

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    private static AccountSettings settings(AccountSettings.@Nullable DefaultBot bot) {
        return new AccountSettings(
                1,
                bot,
                new AccountSettings.Points(2900L, 3000L, Instant.parse("2026-09-01T00:00:00Z"), null),
                true,
                "NZ",
                null,
                false,
                null,
                null);
    }

    @Test
    void settings_haveTheContractsFields() {
        when(poe.account.settings()).thenReturn(settings(null));

        var json = HandlerFixture.json(poe.call(GetSettings.DEFINITION));

        assertEquals(9, json.size(), json::toString);
        assertEquals(2900, json.path("points").path("balance").asLong());
        assertEquals(
                "2026-09-01T00:00:00Z", json.path("points").path("resets_at").asText());
        assertTrue(json.path("points").path("default_limit_per_message").isNull());
        assertTrue(json.path("default_bot").isNull());
    }

    @Test
    void defaultBot_isSetByHandle() {
        when(poe.bots.get("Haiku")).thenReturn(HAIKU);

        assertEquals(new SetDefaultBot.Result(77, "Haiku"), poe.call(SetDefaultBot.DEFINITION, "bot_handle", "Haiku"));
        verify(poe.account).setDefaultBot(77);
    }

    @Test
    void defaultBotSetById_getsHandleFromSettings() {
        when(poe.account.settings())
                .thenReturn(settings(new AccountSettings.DefaultBot(77, "Haiku", null)))
                .thenReturn(settings(new AccountSettings.DefaultBot(78, "Other", null)));

        assertEquals(new SetDefaultBot.Result(77, "Haiku"), poe.call(SetDefaultBot.DEFINITION, "bot_id", 77));
        assertEquals(new SetDefaultBot.Result(77, null), poe.call(SetDefaultBot.DEFINITION, "bot_id", 77));
        verify(poe.account, times(2)).setDefaultBot(77);
    }

    @Test
    void botNamedTwice_isRejected() {
        poe.refusal(ErrorCode.INVALID_ARGUMENT, SetDefaultBot.DEFINITION);
        poe.refusal(ErrorCode.INVALID_ARGUMENT, SetDefaultBot.DEFINITION, "bot_id", 1, "bot_handle", "Haiku");

        verifyNoInteractions(poe.account);
    }

    @Test
    void pointLimit_isSet() {
        assertEquals(
                new SetDefaultMessagePointLimit.Result(300),
                poe.call(SetDefaultMessagePointLimit.DEFINITION, "limit", 300));
        verify(poe.account).setDefaultPointLimit(300);
    }

    @Test
    void purging_asksUserWithWhatIsLost() {
        var caller = poe.answering(Answer.YES);
        when(poe.chats.history(100, null))
                .thenReturn(new Page<>(List.of(HandlerFixture.CHAT, HandlerFixture.CHAT), null));

        var result = poe.call(PurgeAllConversations.DEFINITION);

        assertTrue(result.purged());
        assertEquals(
                List.of("Delete all 2 chats of the Poe account (among them “Frogs”, “Frogs”) for good?"),
                caller.questions());
        verify(poe.account).purgeAllChats();
    }

    @Test
    void phrase_doesNotOverruleNo() {
        poe.answering(Answer.NO);
        when(poe.chats.history(100, null)).thenReturn(new Page<>(List.of(HandlerFixture.CHAT), null));

        poe.refusal(ErrorCode.NOT_CONFIRMED, PurgeAllConversations.DEFINITION, "confirm", "delete all 1 chat");

        verify(poe.account, never()).purgeAllChats();
    }

    @Test
    void purgingWithoutUser_requiresPhraseOfError() {
        when(poe.chats.history(100, null))
                .thenReturn(new Page<>(List.of(HandlerFixture.CHAT, HandlerFixture.CHAT), null));

        var refused = poe.refusal(ErrorCode.NOT_CONFIRMED, PurgeAllConversations.DEFINITION, "confirm", "yes");
        verify(poe.account, never()).purgeAllChats();
        assertTrue(refused.nextStep().contains("\"delete all 2 chats\""), refused::nextStep);
        poe.call(PurgeAllConversations.DEFINITION, "confirm", "delete all 2 chats");

        verify(poe.account).purgeAllChats();
    }

    @Test
    void neverPolicy_countsAndAsksNothing() {
        poe.confirming(ConfirmPolicy.NEVER).call(PurgeAllConversations.DEFINITION);

        verifyNoInteractions(poe.chats);
        verify(poe.account).purgeAllChats();
    }

    @Test
    void longHistory_isNotCountedToItsEnd() {
        var caller = poe.answering(Answer.YES);
        when(poe.chats.history(anyInt(), any()))
                .thenReturn(new Page<>(Collections.nCopies(100, HandlerFixture.CHAT), "more"));

        poe.call(PurgeAllConversations.DEFINITION);

        assertTrue(caller.questions().get(0).contains("more than 1000 chats"), caller.questions()::toString);
        verify(poe.chats, times(10)).history(anyInt(), any());
    }
}
