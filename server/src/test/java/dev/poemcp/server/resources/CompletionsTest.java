package dev.poemcp.server.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Bots;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.People;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.User;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CompletionsTest {
    private final Bots bots = mock(Bots.class);
    private final Chats chats = mock(Chats.class);
    private final People people = mock(People.class);
    private List<Chat> conversations = List.of();
    private final Completions completions = new Completions(this::poe);

    private PoeClient poe() {
        var poe = mock(PoeClient.class);
        when(poe.bots()).thenReturn(bots);
        when(poe.chats()).thenReturn(chats);
        when(poe.people()).thenReturn(people);
        when(poe.conversations()).thenReturn(conversations);
        return poe;
    }

    @Test
    void handlesWithPrefix_comeFirst() {
        when(bots.search(eq("cl"), anyInt(), isNull())).thenReturn(bots("Uncle", "Claude", "Clown"));

        assertEquals(List.of("Claude", "Clown", "Uncle"), completions.botHandles("cl"));
    }

    @Test
    void emptyInput_proposesTheFrontPage() {
        when(bots.explore(isNull(), anyInt(), isNull())).thenReturn(bots("Claude"));

        assertEquals(List.of("Claude"), completions.botHandles(""));
    }

    @Test
    void list_completesItsLastItem() {
        when(bots.search(eq("Cl"), anyInt(), isNull())).thenReturn(bots("Claude"));

        assertEquals(List.of("Echo, Claude"), completions.botHandleLists("Echo, Cl"));
    }

    @Test
    void usersWithoutHandle_areLeftOut() {
        when(people.search(eq("k"), anyInt(), isNull()))
                .thenReturn(new Page<>(
                        List.of(new User(1, null, "No Handle", null, null), new User(2, "kai", null, null, null)),
                        null));

        assertEquals(List.of("kai"), completions.userHandles("k"));
    }

    @Test
    void chats_areFoundByCodeAndTitleOverSeveralPages() {
        when(chats.history(anyInt(), isNull()))
                .thenReturn(new Page<>(List.of(chat("abc", "Lily pads"), chat("xyz", null)), "more"));
        when(chats.history(anyInt(), eq("more"))).thenReturn(new Page<>(List.of(chat("lil9", "Other")), null));

        assertEquals(List.of("abc", "lil9"), completions.chatCodes("Lil"));
    }

    @Test
    void conversations_areFoundBesideTheChats() {
        conversations = List.of(chat("api-1", "Lily pads"));
        when(chats.history(anyInt(), isNull())).thenReturn(new Page<>(List.of(chat("lil9", "Other")), null));

        assertEquals(List.of("api-1", "lil9"), completions.chatCodes("Lil"));
    }

    @Test
    void chatCodeInOtherCase_isFound() {
        when(chats.history(anyInt(), isNull()))
                .thenReturn(new Page<>(List.of(chat("3GaXyz", null), chat("other", null)), null));

        assertEquals(List.of("3GaXyz"), completions.chatCodes("3GaX"));
        assertEquals(List.of("3GaXyz"), completions.chatCodes("3gax"));
    }

    private static Page<Bot> bots(String... handles) {
        return new Page<>(
                Stream.of(handles)
                        .map(handle -> new Bot(1L, handle, handle, null, null, null, null, List.of(), null, null, null))
                        .toList(),
                null);
    }

    private static Chat chat(String code, @Nullable String title) {
        return new Chat(1L, code, title, URI.create("https://poe.com/chat/" + code), null, null);
    }
}
