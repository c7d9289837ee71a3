package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Model;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelReaderTest {
    @Test
    void fullEntry_isReadWhole() {
        Model model = TestModels.read("""
                {'id':'example-1.5','created':1770000000000,'description':'Text','owned_by':'Labs',
                 'architecture':{'input_modalities':['text','image'],'output_modalities':['text']},
                 'supported_endpoints':['/v1/responses','/v1/chat/completions'],
                 'pricing':{'prompt':'0.0000011','completion':'0.000009','image':null,'request':null},
                 'context_window':{'context_length':200000,'max_output_tokens':64000},
                 'metadata':{'display_name':'Example-1.5'},
                 'parameters':[{'name':'budget','schema':{'type':'number','minimum':0},'default_value':7},
                  {'name':'aspect','schema':{'enum':['1:1','16:9']},'description':'Shape'}]}""");

        assertEquals("Example-1.5", model.displayName());
        assertEquals(Instant.ofEpochMilli(1_770_000_000_000L), model.created());
        assertEquals(List.of("/v1/responses", "/v1/chat/completions"), model.endpoints());
        assertEquals(new Model.Pricing("0.0000011", "0.000009", null, null, null, null), model.pricing());
        assertEquals(200_000L, model.contextWindow());
        assertEquals(64_000L, model.maxOutputTokens());
        assertEquals(
                List.of(
                        new Model.Parameter("budget", null, Map.of("type", "number", "minimum", 0, "default", 7)),
                        new Model.Parameter("aspect", "Shape", Map.of("enum", List.of("1:1", "16:9")))),
                model.parameters());
    }

    @Test
    void nullsAndOddValues_areNull() {
        Model model = TestModels.read("""
                {'id':'m','created':'soon','description':5,'pricing':null,'context_window':null,'context_length':4096,
                 'supported_endpoints':[],'parameters':[{'schema':{}},{'name':'x','schema':{'enum':null}},3]}""");

        assertNull(model.created());
        assertNull(model.description());
        assertNull(model.pricing());
        assertNull(model.maxOutputTokens());
        assertEquals(4096L, model.contextWindow());
        assertEquals(List.of(), model.endpoints());
        assertEquals(List.of(new Model.Parameter("x", null, Map.of())), model.parameters());
    }

    @Test
    void missingEndpoints_differFromNone() {
        assertNull(TestModels.read("{'id':'m'}").endpoints());
    }

    @Test
    void entryWithoutId_isSkipped() throws Exception {
        assertTrue(ModelReader.read(new ObjectMapper().readTree("{\"object\":\"model\"}"))
                .isEmpty());
        assertTrue(ModelReader.read(new ObjectMapper().readTree("3")).isEmpty());
    }
}
