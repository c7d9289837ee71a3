package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import io.modelcontextprotocol.spec.McpError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParametersTest {
    @Test
    void object_hasPlainValuesAsTheMapperConvertsThem() throws Exception {
        var arguments = tree("""
                {"text":"a","list":[1,"b",null,[true],{"c":2.5}],"none":null,"big":12345678901234567890,"long":5000000000,
                "nested":{"yes":false,"empty":{},"exponent":1e3}}""");

        var plain = new Parameters(tree("{\"arguments\":" + arguments + "}")).object("arguments");

        assertEquals(JsonRpc.JSON.convertValue(arguments, Map.class), plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"arguments\":null}"})
    void missingObject_isEmpty(String params) throws Exception {
        assertEquals(Map.of(), new Parameters(tree(params)).object("arguments"));
    }

    @Test
    void otherType_isInvalid() throws Exception {
        var params = new Parameters(tree("{\"arguments\":[]}"));

        assertThrows(McpError.class, () -> params.object("arguments"));
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return JsonRpc.JSON.readTree(json);
    }
}
