package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterCheckTest {
    private static final Model MODEL = TestModels.read("""
            {'id':'example','parameters':[
             {'name':'web_search','schema':{'type':'boolean'}},
             {'name':'aspect','schema':{'enum':['1:1','16:9']}},
             {'name':'size','schema':{'type':'integer','enum':[256,512]}},
             {'name':'thinking_budget','schema':{'type':'number','minimum':0,'maximum':31999}},
             {'name':'negative_prompt','schema':{'type':'string'}},
             {'name':'temperature','schema':{'type':'number','minimum':0,'maximum':1}}]}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'web_search':true}",
                "{'aspect':'16:9'}",
                "{'size':512.0}",
                "{'thinking_budget':2048}",
                "{'thinking_budget':0.5}",
                "{'negative_prompt':''}",
                "{'top_p':1}",
                "{'max_tokens':100.0}",
                "{'stop':'x'}",
                "{'stop':['a','b']}",
                "{'reasoning_effort':'high'}",
                "{}"
            })
    void allowedValue_passes(String parameters) {
        assertDoesNotThrow(() -> ParameterCheck.check(Optional.of(MODEL), json(parameters)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'web_search':'true'} | The parameter 'web_search' of example takes true or false, not 'true'.",
                "{'aspect':'4:3'} | The parameter 'aspect' of example takes one of '1:1', '16:9', not '4:3'.",
                "{'size':'512'} | The parameter 'size' of example takes one of 256, 512, not '512'.",
                "{'thinking_budget':'9'} | The parameter 'thinking_budget' of example takes a number from 0 to 31999, not '9'.",
                "{'thinking_budget':32000} | The parameter 'thinking_budget' of example takes a number from 0 to 31999, not 32000.",
                "{'thinking_budget':null} | The parameter 'thinking_budget' of example takes a number from 0 to 31999, not null.",
                "{'temperature':1.5} | The parameter 'temperature' of example takes a number from 0 to 1, not 1.5.",
                "{'max_tokens':1.5} | The parameter 'max_tokens' of example takes an integer from 1, not 1.5.",
                "{'stop':['a','b','c','d','e']} | The parameter 'stop' of example takes a text or a list of at most 4, not [a, b, c, d, e].",
                "{'thinkingBudget':1} | example has no parameter 'thinkingBudget'; did you mean 'thinking_budget'?",
                "{'model':'x'} | The parameter 'model' cannot be set: it belongs to the message itself."
            })
    void otherValue_isRefusedWithWhatIsAllowed(String parameters, String expected) {
        var refused =
                assertThrows(PoeException.class, () -> ParameterCheck.check(Optional.of(MODEL), json(parameters)));

        assertInstanceOf(PoeFailure.InvalidRequest.class, refused.failure());
        assertEquals(expected.replace('\'', '"'), refused.getMessage());
    }

    @Test
    void unknownNameOfModelWithoutParameters_saysSo() {
        var refused = assertThrows(
                PoeException.class,
                () -> ParameterCheck.check(Optional.of(TestModels.read("{'id':'m'}")), Map.of("zzzzzzzz", 1)));

        assertEquals("m has no parameter \"zzzzzzzz\"; it has none of its own.", refused.getMessage());
    }

    @Test
    void botOutsideCatalogue_takesAnything() {
        assertDoesNotThrow(() -> ParameterCheck.check(Optional.empty(), Map.of("anything", "x")));
    }

    private static Map<String, Object> json(String text) throws Exception {
        return new ObjectMapper().readValue(text.replace('\'', '"'), new TypeReference<>() {});
    }
}
