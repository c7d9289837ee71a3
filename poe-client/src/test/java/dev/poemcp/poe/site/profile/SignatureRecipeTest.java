package dev.poemcp.poe.site.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of docs/poe-protocol.md §C. */
class SignatureRecipeTest {
    private static final String FORMKEY = "00112233445566778899aabbccddeeff";
    private static final String SALT = "4LxgHM6KpFqokX0Ox";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"queryName\":\"settingsPageQuery\",\"variables\":{},\"extensions\":{\"hash\":\"19f7f75aa4cc48a0a10c85f5be0190885659aeeb535507f6fa7e26485a069902\"}}|b6ab085d3a71a76c0ab1858c59e4b959|b6ab085d3a71a76c0ab1558c89e4b959",
                "{\"queryName\":\"HandleBotLandingPageQuery\",\"variables\":{\"botHandle\":\"Café-✓\"},\"extensions\":{\"hash\":\"2ec8856116b8c2cb587e9a05e60df21a751694b2ff06d67dfe0c3d0efaf5f6a2\"}}|bf26d4b3a329458068ce7dd0542e01a6|bf26d4b3a329458068ce5dd0742e01a6",
                "{\"queryName\":\"HandleBotLandingPageQuery\",\"variables\":{\"botHandle\":\"Caf\\u00e9-\\u2713\"},\"extensions\":{\"hash\":\"2ec8856116b8c2cb587e9a05e60df21a751694b2ff06d67dfe0c3d0efaf5f6a2\"}}|4090342808f91744f1be57f407df4b99|4090342808f91744f1be07f457df4b99"
            })
    void documentedPayload_givesDocumentedTag(String payload, String plain, String swapped) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);

        assertEquals(plain, new SignatureRecipe(SALT, List.of()).tag(bytes, FORMKEY));
        assertEquals(swapped, new SignatureRecipe(SALT, List.of(20, 24)).tag(bytes, FORMKEY));
    }

    @Test
    void positionsOutsideTag_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SignatureRecipe(SALT, List.of(20, 32)));
        assertThrows(IllegalArgumentException.class, () -> new SignatureRecipe(SALT, List.of(20)));
    }
}
