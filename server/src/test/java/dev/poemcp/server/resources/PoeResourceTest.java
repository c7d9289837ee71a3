package dev.poemcp.server.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PoeResourceTest {
    @Test
    void knownUri_isParsed() {
        assertEquals(Optional.of(new PoeResource.SettingsAndPoints()), PoeResource.parse("poe://settings"));
        assertEquals(Optional.of(new PoeResource.NewestChats()), PoeResource.parse("poe://chats"));
        assertEquals(Optional.of(new PoeResource.Categories()), PoeResource.parse("poe://categories"));
        assertEquals(Optional.of(new PoeResource.Transcript("2a9x")), PoeResource.parse("poe://chats/2a9x"));
        assertEquals(Optional.of(new PoeResource.OneBot("GPT-4.1")), PoeResource.parse("poe://bots/GPT-4.1"));
        assertEquals(Optional.of(new PoeResource.OneUser("kai_lin")), PoeResource.parse("poe://users/kai_lin"));
    }

    @Test
    void escapedHandle_isDecoded() {
        assertEquals(
                Optional.of(new PoeResource.OneBot("Grüße + Co")),
                PoeResource.parse("poe://bots/Gr%C3%BC%C3%9Fe%20+%20Co"));
        assertEquals(Optional.of(new PoeResource.OneBot("Two Words")), PoeResource.parse("poe://bots/Two Words"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "poe://",
                "poe://nothing",
                "poe://settings/",
                "poe://settings?x=1",
                "poe://chats/",
                "poe://chats/a/b",
                "poe://chats/a#b",
                "poe://bots/%zz",
                "poe://bots/%20",
                "POE://settings",
                "https://poe.com/settings",
            })
    void unknownUri_isEmpty(String uri) {
        assertTrue(PoeResource.parse(uri).isEmpty());
    }
}
