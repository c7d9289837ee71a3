package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.emulator.site.TagRecipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of docs/poe-protocol.md §C. */
class SignatureIT {
    private static final String FORMKEY = "00112233445566778899aabbccddeeff";
    private static final String BOT = Hashes.BOT_MARCH_2025;

    @ParameterizedTest
    @CsvSource({
        "settings, 137, b6ab085d3a71a76c0ab1858c59e4b959, b6ab085d3a71a76c0ab1558c89e4b959",
        "raw, 168, bf26d4b3a329458068ce7dd0542e01a6, bf26d4b3a329458068ce5dd0742e01a6",
        "escaped, 175, 4090342808f91744f1be57f407df4b99, 4090342808f91744f1be07f457df4b99"
    })
    void tags_matchReferenceVectors(String payload, int bytes, String tag, String swapped) {
        var text = switch (payload) {
            case "settings" -> RawClient.envelope("settingsPageQuery", "{}", Hashes.SETTINGS_MARCH_2025);
            case "raw" -> RawClient.envelope("HandleBotLandingPageQuery", "{\"botHandle\":\"Café-✓\"}", BOT);
            default -> RawClient.envelope("HandleBotLandingPageQuery", "{\"botHandle\":\"Caf\\u00e9-\\u2713\"}", BOT);
        };
        var body = text.getBytes(StandardCharsets.UTF_8);

        assertEquals(bytes, body.length);
        assertEquals(tag, new TagRecipe(RawClient.SALT, List.of()).sign(body, FORMKEY));
        assertEquals(swapped, new TagRecipe(RawClient.SALT, List.of(20, 24)).sign(body, FORMKEY));
    }
}
