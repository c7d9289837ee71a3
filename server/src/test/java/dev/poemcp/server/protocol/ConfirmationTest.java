package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.tools.api.CallContext.Answer;
import io.modelcontextprotocol.spec.McpError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfirmationTest {
    private final RecordingHost host = new RecordingHost();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"action\":\"accept\",\"content\":{\"confirm\":true}} | YES",
                "{\"action\":\"accept\",\"content\":{\"confirm\":false}} | NO",
                "{\"action\":\"decline\"} | NO",
                "{\"action\":\"cancel\"} | NO",
                "{\"action\":\"decline\",\"content\":{\"confirm\":true}} | NO",
                "{\"action\":\"accept\"} | NO",
                "{\"action\":\"accept\",\"content\":{\"confirm\":\"yes\"}} | NO",
                "{\"action\":\"accept\",\"content\":{\"other\":true}} | NO",
                "{\"action\":\"banana\"} | NO",
                "{} | NO",
                "[] | NO",
                "null | NO",
            })
    void onlyPlainYes_isYes(String answer, Answer expected) throws Exception {
        var given = JsonRpc.JSON.readTree(answer);
        host.answers(() -> given);

        assertEquals(expected, Confirmation.ask("Delete it all?", host));
        assertEquals(1, host.questions().size());
        assertTrue(host.questions().get(0).toString().contains("Delete it all?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"elicitation\":{\"url\":{}}}", "{\"sampling\":{}}", "{\"elicitation\":7}"})
    void clientWithoutForms_isNotAsked(String capabilities) throws InterruptedException {
        host.capabilities(capabilities);

        assertEquals(Answer.CANNOT_ASK, Confirmation.ask("Delete it all?", host));
    }

    @Test
    void clientThatRejectsForms_cannotAsk() throws InterruptedException {
        assertEquals(Answer.CANNOT_ASK, answerOfError(-32601));
    }

    @Test
    void otherError_isNo() throws InterruptedException {
        assertEquals(Answer.NO, answerOfError(-32000));
    }

    private Answer answerOfError(int code) throws InterruptedException {
        host.answers(() -> {
                    throw McpError.builder(code).message("The user is out").build();
                })
                .capabilities("{\"elicitation\":{\"form\":{}}}");
        return Confirmation.ask("Delete it all?", host);
    }
}
