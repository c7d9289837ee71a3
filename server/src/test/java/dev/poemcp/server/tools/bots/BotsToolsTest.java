package dev.poemcp.server.tools.bots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.User;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.bots.FollowUser;
import dev.poemcp.tool.bots.GetAvailableCategories;
import dev.poemcp.tool.bots.GetBotInfo;
import dev.poemcp.tool.bots.GetUserInfo;
import dev.poemcp.tool.bots.UnfollowUser;
import dev.poemcp.tool.result.FollowingResult;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BotsToolsTest {
    private static final Bot HAIKU = bot("Writes haiku.");
    private static final User ANN = new User(555, "ann", "Ann", 3L, URI.create("https://img.example.org/a.png"));

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    private static Bot bot(@Nullable String description) {
        return new Bot(77L, "Haiku", "Haiku", "haiku-1", description, null, null, List.of("poetry"), null, null, true);
    }

    @Test
    void bot_hasTheContractsFieldsAndNullForUnknown() {
        when(poe.bots.get("Haiku")).thenReturn(HAIKU);

        var json = HandlerFixture.json(poe.call(GetBotInfo.DEFINITION, "bot_handle", " Haiku "));

        assertEquals(12, json.size(), json::toString);
        assertTrue(json.path("is_user_created").asBoolean(), json::toString);
        assertTrue(
                json.has("points_per_message")
                        && json.path("points_per_message").isNull(),
                json::toString);
        assertTrue(json.path("rate_card").isNull(), json::toString);
    }

    @Test
    void rateCard_isOfOneBotOnly() {
        when(poe.bots.get("Haiku")).thenReturn(HAIKU);
        when(poe.bots.rateCard(HAIKU)).thenReturn("| Type | Rate |");
        when(poe.bots.explore(null, 20, null)).thenReturn(new Page<>(List.of(HAIKU), null));

        assertEquals(
                "| Type | Rate |",
                poe.call(GetBotInfo.DEFINITION, "bot_handle", "Haiku").rateCard());
        assertTrue(HandlerFixture.json(poe.call(Explore.DEFINITION))
                .at("/bots/0/rate_card")
                .isNull());
        verify(poe.bots, times(1)).rateCard(HAIKU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Haiku", "https://poe.com/Haiku"})
    void botByMentionOrUrl_isLookedUp(String name) {
        when(poe.bots.get("Haiku")).thenReturn(HAIKU);

        assertEquals(77, poe.call(GetBotInfo.DEFINITION, "bot_handle", name).botId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ann", "https://poe.com/profile/ann"})
    void userByMentionOrUrl_isLookedUp(String name) {
        when(poe.people.get("ann")).thenReturn(ANN);

        assertEquals(555, poe.call(GetUserInfo.DEFINITION, "user_handle", name).userId());
        assertEquals(555, poe.call(FollowUser.DEFINITION, "user_handle", name).userId());
    }

    @Test
    void unknownBot_namesTheClosest() {
        when(poe.bots.get("Hai-ku.9"))
                .thenThrow(new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.BOT, "Hai-ku.9")));
        when(poe.bots.search("Hai ku 9", 3, null)).thenReturn(new Page<>(List.of(HAIKU), null));

        var refused = poe.refusal(ErrorCode.BOT_NOT_FOUND, GetBotInfo.DEFINITION, "bot_handle", "Hai-ku.9");

        assertEquals("Poe has Haiku; find others with explore.", refused.nextStep());
    }

    @Test
    void unknownBotWithoutSuggestion_keepsItsFailure() {
        var missing = new PoeFailure.NotFound(PoeFailure.Subject.BOT, "X");
        when(poe.bots.get("X")).thenThrow(new PoeException(missing));
        when(poe.bots.search("X", 3, null))
                .thenReturn(new Page<>(List.of(), null))
                .thenThrow(new PoeException(new PoeFailure.AuthExpired("Nobody is signed in.")));

        assertEquals(missing, poe.failure(GetBotInfo.DEFINITION, "bot_handle", "X"));
        assertEquals(missing, poe.failure(GetBotInfo.DEFINITION, "bot_handle", "X"));
    }

    @Test
    void user_isLookedUp() {
        when(poe.people.get("ann")).thenReturn(ANN);

        var json = HandlerFixture.json(poe.call(GetUserInfo.DEFINITION, "user_handle", "ann"));

        assertEquals(5, json.size());
        assertEquals(
                "https://img.example.org/a.png", json.path("profile_photo_url").asText());
    }

    @Test
    void categories_areListed() {
        when(poe.bots.categories()).thenReturn(List.of("Official", "Image"));

        assertEquals(
                List.of("Official", "Image"),
                poe.call(GetAvailableCategories.DEFINITION).categories());
    }

    @Test
    void exploreWithoutQuery_isTheFrontPage() {
        when(poe.bots.explore(null, 20, null)).thenReturn(new Page<>(List.of(HAIKU), "next"));

        var json = HandlerFixture.json(poe.call(Explore.DEFINITION));

        assertEquals(1, json.path("bots").size());
        assertEquals("next", json.path("next_cursor").asText());
        assertFalse(json.has("users"));
    }

    @Test
    void bots_areFoundByQueryOrCategory() {
        when(poe.bots.search("haiku", 5, "c")).thenReturn(new Page<>(List.of(HAIKU), null));
        when(poe.bots.explore("Official", 20, null)).thenReturn(new Page<>(List.of(), null));

        assertEquals(
                "Haiku",
                HandlerFixture.json(poe.call(Explore.DEFINITION, "query", " haiku ", "count", 5, "cursor", "c"))
                        .path("bots")
                        .path(0)
                        .path("handle")
                        .asText());
        assertEquals(
                List.of(),
                poe.call(Explore.DEFINITION, "category", "Official", "entity_type", "bot")
                        .bots());
    }

    @Test
    void users_areFoundWithOrWithoutQuery() {
        when(poe.people.search("", 20, null)).thenReturn(new Page<>(List.of(ANN), null));

        var json = HandlerFixture.json(poe.call(Explore.DEFINITION, "entity_type", "user"));

        assertEquals("ann", json.path("users").path(0).path("handle").asText());
        assertFalse(json.has("bots"));
    }

    @Test
    void categoryWithQueryOrUsers_isRejected() {
        poe.refusal(ErrorCode.INVALID_ARGUMENT, Explore.DEFINITION, "category", "Official", "query", "haiku");
        poe.refusal(ErrorCode.INVALID_ARGUMENT, Explore.DEFINITION, "category", "Official", "entity_type", "user");

        verifyNoInteractions(poe.bots, poe.people);
    }

    @Test
    void longPage_isFetchedAgainWithFewer() {
        when(poe.bots.search(eq("x"), anyInt(), any())).thenAnswer(call -> {
            int count = call.getArgument(1);
            return new Page<>(Collections.nCopies(count, bot("d\n".repeat(5_000))), "after " + count);
        });

        var result = poe.call(Explore.DEFINITION, "query", "x", "count", 100);

        int length = HandlerFixture.json(result).toString().length();
        assertEquals("after " + Objects.requireNonNull(result.bots()).size(), result.nextCursor());
        assertTrue(length < 30_000 && length > 25_000, () -> "length " + length);
    }

    @Test
    void longTextsOfABot_areShortenedInListsMore() {
        Bot longWinded = bot("Frogs. " + "d".repeat(50_000));
        when(poe.bots.get("Haiku")).thenReturn(longWinded);
        when(poe.bots.explore(null, 20, null)).thenReturn(new Page<>(List.of(longWinded), null));

        String whole = Objects.requireNonNull(
                poe.call(GetBotInfo.DEFINITION, "bot_handle", "Haiku").description());
        String listed = HandlerFixture.json(poe.call(Explore.DEFINITION))
                .path("bots")
                .path(0)
                .path("description")
                .asText();

        assertEquals(10_001, whole.length());
        assertTrue(whole.endsWith("d…"), "the cut shows");
        assertEquals(301, listed.length());
    }

    @Test
    void users_areFollowedByIdOrHandle() {
        when(poe.people.get("ann")).thenReturn(ANN);

        assertEquals(new FollowingResult(555, true), poe.call(FollowUser.DEFINITION, "user_handle", "ann"));
        assertEquals(new FollowingResult(556, false), poe.call(UnfollowUser.DEFINITION, "user_id", 556));

        verify(poe.people).setFollowing(555, true);
        verify(poe.people).setFollowing(556, false);
    }

    @Test
    void userNamedTwice_isRejected() {
        poe.refusal(ErrorCode.INVALID_ARGUMENT, FollowUser.DEFINITION);
        poe.refusal(ErrorCode.INVALID_ARGUMENT, UnfollowUser.DEFINITION, "user_id", 1, "user_handle", "ann");

        verifyNoInteractions(poe.people);
    }
}
