package dev.poemcp.poe.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Spend;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RoutedMessagesTest {
    private static final Configured BOTH = new Configured(true, true, true);
    private static final Configured ONLY_KEY = new Configured(false, true, true);
    private static final Configured ONLY_ACCOUNT = new Configured(true, false, true);

    private final Messages account = mock(Messages.class);
    private final Messages api = mock(Messages.class);
    private final CataloguePrices prices = mock(CataloguePrices.class);
    private final LiveReply byAccount = mock(LiveReply.class);
    private final LiveReply byKey = mock(LiveReply.class);

    private RoutedMessages messages(Configured configured) {
        when(account.send(any())).thenReturn(byAccount);
        when(api.send(any())).thenReturn(byKey);
        return new RoutedMessages(account, api, prices, configured);
    }

    @Test
    void newChat_goesByTheAccount_orByTheKeyAlone() {
        assertSame(byAccount, messages(BOTH).send(message(null, Map.of())));
        assertSame(byAccount, messages(ONLY_ACCOUNT).send(message(null, Map.of())));
        assertSame(byKey, messages(ONLY_KEY).send(message(null, Map.of())));
    }

    @Test
    void conversation_goesByTheKey_andChatByTheAccount() {
        assertSame(byKey, messages(BOTH).send(message(new ChatRef.ByCode("api-1"), Map.of())));
        assertSame(byAccount, messages(BOTH).send(message(new ChatRef.ByCode("2a9x"), Map.of())));
        assertSame(byAccount, messages(ONLY_KEY).send(message(new ChatRef.ById(7), Map.of())));
    }

    @Test
    void parameters_goByTheKey() {
        assertSame(byKey, messages(BOTH).send(message(null, Map.of("seed", 1))));
        verifyNoInteractions(account);
    }

    @Test
    void parametersWithoutKey_areNotConfigured() {
        var failed =
                assertThrows(PoeException.class, () -> messages(ONLY_ACCOUNT).send(message(null, Map.of("seed", 1))));

        assertInstanceOf(PoeFailure.NotConfigured.class, failed.failure());
        verify(account, never()).send(any());
    }

    @Test
    void neither_namesTheKey() {
        var neither = messages(new Configured(false, false, true));

        for (var call : List.<Executable>of(
                () -> neither.send(message(null, Map.of())),
                () -> neither.quote(message(null, Map.of())),
                () -> neither.follow(new ChatRef.ByCode("2a9x"), null),
                () -> neither.cancel(new ChatRef.ByCode("api-1")))) {
            var failed = assertThrows(PoeException.class, call);
            var missing = assertInstanceOf(PoeFailure.NotConfigured.class, failed.failure());
            assertEquals("POE_API_KEY", missing.setting());
        }
    }

    @Test
    void parametersInAChatOfTheAccount_areRefused() {
        var failed = assertThrows(
                PoeException.class, () -> messages(BOTH).send(message(new ChatRef.ByCode("2a9x"), Map.of("seed", 1))));

        assertInstanceOf(PoeFailure.InvalidRequest.class, failed.failure());
    }

    @Test
    void brokenSite_newChatGoesByTheKey() {
        var both = messages(BOTH);
        when(account.send(any())).thenThrow(outdated(Spend.NONE));

        assertSame(byKey, both.send(message(null, Map.of())));
    }

    @Test
    void brokenSite_neverRepeatsWhatMayHaveBeenSent() {
        var both = messages(BOTH);
        when(account.send(any())).thenThrow(outdated(Spend.POSSIBLE));

        assertThrows(PoeException.class, () -> both.send(message(null, Map.of())));
        verify(api, never()).send(any());
    }

    @Test
    void brokenSite_chatAndUnnamedBotStayWithTheAccount() {
        var both = messages(BOTH);
        when(account.send(any())).thenThrow(outdated(Spend.NONE));

        assertThrows(PoeException.class, () -> both.send(message(new ChatRef.ByCode("2a9x"), Map.of())));
        assertThrows(PoeException.class, () -> both.send(new NewMessage("Hello", null, null, List.of())));
        verify(api, never()).send(any());
    }

    @Test
    void brokenSite_keyThatMightCostMoreThanAllowed_isNotUsed() {
        var both = messages(BOTH);
        when(account.send(any())).thenThrow(outdated(Spend.NONE));
        when(api.quote(any())).thenReturn(new Quote("Haiku", 31L, true));

        assertThrows(
                PoeException.class, () -> both.send(message(null, Map.of()).withReservedPoints(OptionalLong.of(30))));
        verify(api, never()).send(any());
        assertSame(byKey, both.send(message(null, Map.of()).withReservedPoints(OptionalLong.of(31))));
    }

    @Test
    void priceThatTheSiteDoesNotTell_isTheCatalogues() {
        var both = messages(BOTH);
        when(account.quote(any())).thenReturn(new Quote("Haiku", null));
        when(prices.quote("Haiku")).thenReturn(new Quote("Haiku", 500L, true));

        assertEquals(new Quote("Haiku", 500L, true), both.quote(message(null, Map.of())));
    }

    private static PoeException outdated(Spend spend) {
        return new PoeException(new PoeFailure.QueryOutdated("SendMessageMutation", "hash", spend));
    }

    private static NewMessage message(@Nullable ChatRef chat, Map<String, Object> parameters) {
        return new NewMessage("Hello", "Haiku", chat, List.of(), parameters, OptionalLong.empty());
    }
}
