package dev.poemcp.server.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.tool.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BotArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "Claude-3.5, Claude-3.5",
        "' Echo ', Echo",
        "@Echo, Echo",
        "https://poe.com/Echo, Echo",
        "HTTPS://POE.COM/echo, echo",
        "http://127.0.0.1:8080/Echo/, Echo",
        "poe.com/Echo?utm=x, Echo",
        "/Echo#top, Echo",
        "https://poe.com/@Echo, Echo",
        "https://poe.com/Caf%C3%A9+1, Café+1",
        "https://poe.com/100%, 100%",
        "Two Words, Two Words",
    })
    void botInAnyForm_isItsHandle(String given, String handle) {
        assertEquals(handle, BotArguments.handle(given));
    }

    @ParameterizedTest
    @CsvSource({
        "ada, ada",
        "@ada, ada",
        "https://poe.com/profile/ada, ada",
        "poe.com/profile/@ada/, ada",
        "https://poe.com/ada, ada",
    })
    void userInAnyForm_isTheirHandle(String given, String handle) {
        assertEquals(handle, BotArguments.userHandle(given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                " ",
                "https://poe.com/",
                "https://poe.com/chat/abc",
                "https://poe.com/profile/ada",
                "openai/gpt"
            })
    void otherText_isNoBot(String given) {
        var refused = assertThrows(ToolException.class, () -> BotArguments.handle(given));

        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    }
}
