package dev.poemcp.poe.site.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.profile.SignatureRecipe;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignatureFinderTest {
    private static final SignatureRecipe OLD = new SignatureRecipe("old", List.of());
    private static final SignatureRecipe NEW = new SignatureRecipe("new", List.of(20, 24));
    private final SignatureFinder finder = new SignatureFinder(List.of(NEW, OLD));

    @Test
    void knownRecipe_isFound() {
        assertEquals(Optional.of(NEW), finder.find(signed(NEW)));
        assertEquals(Optional.of(OLD), finder.find(signed(OLD)));
    }

    @Test
    void knownSaltWithOtherExchange_isFoundForEveryPair() {
        for (int first = 0; first < 32; first++) {
            for (int second = first + 1; second < 32; second++) {
                var recipe = new SignatureRecipe("new", List.of(first, second));

                assertEquals(Optional.of(recipe), finder.find(signed(recipe)));
            }
        }
    }

    @Test
    void exchangeThatExplainsOnlySomeRequests_isNotTaken() {
        var mixed = List.of(
                signed(new SignatureRecipe("new", List.of(1, 2))).get(0),
                signed(new SignatureRecipe("new", List.of(7, 8))).get(1));

        assertEquals(Optional.empty(), finder.find(mixed));
    }

    @Test
    void unknownSalt_isNotGuessed() {
        assertEquals(Optional.empty(), finder.find(signed(new SignatureRecipe("other", List.of()))));
    }

    @Test
    void noRequests_findNothing() {
        assertEquals(Optional.empty(), finder.find(List.of()));
    }

    @Test
    void tagOfOddLength_findsNothing() {
        assertEquals(Optional.empty(), finder.find(List.of(new SignedRequest("x", new Secret("key"), "ab"))));
    }

    private static List<SignedRequest> signed(SignatureRecipe recipe) {
        return IntStream.range(0, 20)
                .mapToObj(i -> "{\"queryName\":\"q\",\"é\":" + i + "}")
                .map(payload ->
                        new SignedRequest(payload, new Secret("key"), recipe.tag(payload.getBytes(UTF_8), "key")))
                .toList();
    }
}
