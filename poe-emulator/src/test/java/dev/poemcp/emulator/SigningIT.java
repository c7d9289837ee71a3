package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.site.TagRecipe;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The site changes what it requires of signed posts, and later changes it back. */
class SigningIT {
    private static final String BAD_REQUEST = "{\"success\":false,\"message\":\"Bad Request\"}";
    private static final List<Integer> SWAP = List.of(20, 24);

    private final PoeEmulator poe = PoeEmulator.start();
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
    void changedSalt_refusesOldSignaturesUntilRestored() throws Exception {
        poe.signing().salt("Wn5cGqS0dKq7eTz1");

        var old = settings();

        assertRefused(old);
        assertEquals(200, settings(new TagRecipe("Wn5cGqS0dKq7eTz1", SWAP)).statusCode());
        assertTrue(client.get("/").body().contains("f(p+k+\"Wn5cGqS0dKq7eTz1\")"), "the page signs with the new salt");
        assertTrue(client.get("/api/settings").body().contains("tchannelData"));
        poe.signing().restore();
        assertEquals(200, settings().statusCode());
    }

    @Test
    void changedSwap_refusesOldSignaturesUntilRestored() throws Exception {
        poe.signing().swap(3, 17);

        assertRefused(settings());
        assertEquals(
                200, settings(new TagRecipe(RawClient.SALT, List.of(3, 17))).statusCode());
        assertTrue(client.get("/").body().contains("x=t[3];t[3]=t[17];t[17]=x"));
        poe.signing().noSwap();
        assertRefused(settings());
        assertEquals(200, settings(new TagRecipe(RawClient.SALT, List.of())).statusCode());
        poe.signing().restore();
        assertEquals(200, settings().statusCode());
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "3, 32", "5, 5"})
    void impossibleSwap_isRejected(int first, int second) {
        assertThrows(IllegalArgumentException.class, () -> poe.signing().swap(first, second));
    }

    @Test
    void requiredHeader_refusesPostsWithoutItUntilRestored() throws Exception {
        var before = SiteScripts.of(poe);
        poe.signing().requireHeader("poe-client-build");

        var without = settings();
        client.headers.put("poe-client-build", "any");
        var with = settings();
        client.headers.put("poe-client-build", null);
        var scripts = SiteScripts.of(poe);
        poe.signing().restore();

        assertRefused(without);
        assertEquals(200, with.statusCode());
        assertFalse(before.text().contains("poe-client-build"));
        assertTrue(scripts.text().contains(",\"poe-client-build\":\"1\"}"), "the page sends it");
        assertEquals(200, settings().statusCode());
        assertFalse(SiteScripts.of(poe).text().contains("poe-client-build"));
    }

    @Test
    void pageWithDecoys_yieldsFormkeyAgain() throws Exception {
        var page = client.get("/").body();

        poe.pageYieldsDecoys();
        var decoys = client.get("/").body();
        var direct = settings();
        poe.pageYieldsFormkey();

        assertFalse(decoys.contains(seed(page)));
        assertEquals(200, direct.statusCode(), "the right formkey is still accepted");
        assertEquals(seed(page), seed(client.get("/").body()));
    }

    private HttpResponse<String> settings() throws Exception {
        return client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
    }

    private HttpResponse<String> settings(TagRecipe recipe) throws Exception {
        var body = RawClient.envelope("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var tag =
                recipe.sign(body.getBytes(StandardCharsets.UTF_8), poe.account().formkey());
        return client.post("settingsPageQuery", body, tag, "/api/gql_POST");
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertEquals(400, response.statusCode());
        assertEquals(BAD_REQUEST, response.body());
    }

    private static String seed(String page) {
        return page.replaceAll("(?s).*window\\.\\w+\\(\"([0-9a-f]{64})\"\\).*", "$1");
    }
}
