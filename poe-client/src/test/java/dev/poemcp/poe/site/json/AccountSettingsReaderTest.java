package dev.poemcp.poe.site.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountSettingsReaderTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"viewer\":null}", "{\"viewer\":{}}", "{\"viewer\":{\"uid\":null}}"})
    void viewerWithoutNumber_isSignedOut(String data) throws JsonProcessingException {
        assertEquals(Optional.empty(), AccountSettingsReader.read(json(data)));
    }

    @Test
    void noViewer_isAnUnknownForm() {
        var failed = assertThrows(PoeException.class, () -> AccountSettingsReader.read(json("{\"me\":{\"uid\":1}}")));

        assertTrue(failed.failure() instanceof PoeFailure.UnexpectedResponse);
    }
}
