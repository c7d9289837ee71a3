package dev.poemcp.poe.site.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayArtifactsTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String DIGEST = "0123456789abcdef".repeat(2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{fragment:{argumentDefinitions:[{defaultValue:null,kind:\"LocalArgument\",name:\"chatCode\"}]},"
                        + "operation:{argumentDefinitions:[{defaultValue:null,kind:\"LocalArgument\",name:\"chatCode\"}],"
                        + "selections:[{name:\"x\"}]},params:{id:\"ID\",metadata:{},name:\"chatPageQuery\","
                        + "operationKind:\"query\",text:null},hash:\"DIGEST\"}",
                "{params:{name:\"chatPageQuery\",operationKind:\"query\",text:null,metadata:{connection:[{a:1}]},id:\"ID\"},"
                        + "hash:\"DIGEST\",operation:{name:\"chatPageQuery\",argumentDefinitions:"
                        + "[{name:\"chatCode\",kind:\"LocalArgument\",defaultValue:20}]}}",
                "{\"operation\":{\"argumentDefinitions\":[{\"defaultValue\":null,\"name\":\"chatCode\"}]},\"params\": {"
                        + "\"id\": \"ID\", \"name\": \"chatPageQuery\", \"text\": null}}",
                "JSON.parse('{\"operation\":{\"argumentDefinitions\":[{\"name\":\"chatCode\"}]},\"params\":{\"id\":\"ID\","
                        + "\"name\":\"chatPageQuery\",\"operationKind\":\"query\",\"text\":null}}')",
                "JSON.parse(\"{\\\"operation\\\":{\\\"argumentDefinitions\\\":[{\\\"name\\\":\\\"chatCode\\\"}]},"
                        + "\\\"params\\\":{\\\"operationKind\\\":\\\"query\\\",\\\"id\\\":\\\"ID\\\","
                        + "\\\"name\\\":\\\"chatPageQuery\\\"}}\")",
                "function(){var e=[{defaultValue:null,kind:\"LocalArgument\",name:\"chatCode\"}];return{operation:"
                        + "{argumentDefinitions:e},params:{id:'ID',name:'chatPageQuery'}}}",
                "var e={defaultValue:null,kind:\"LocalArgument\",name:\"chatCode\"},l=[e];({operation:"
                        + "{argumentDefinitions:[e]},params:{id:\"ID\",name:\"chatPageQuery\"}})"
            })
    void artifact_isReadInEveryForm(String script) {
        var found = RelayArtifacts.in(script.replace("ID", ID).replace("DIGEST", DIGEST));

        assertEquals(List.of(new RelayArtifact("chatPageQuery", ID, Set.of("chatCode"))), found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "params:{id:null,name:\"a\",text:\"query a { b }\"}",
                "params:{id:\"DIGEST\",name:\"a\"}",
                "params:{cacheID:\"ID\",name:\"a\"}",
                "params:{id:\"ID\"}",
                "params:{id:\"ID\",name:\"a b\"}",
                "params:{id:\"ID\",name:n}",
                "params=[\"ID\"]",
                "params:{id:\"ID\",name:\"a\"",
                "params:{id:\"ID",
                "params:{",
                "params"
            })
    void otherObject_isIgnored(String script) {
        assertEquals(List.of(), RelayArtifacts.in(script.replace("ID", ID).replace("DIGEST", DIGEST)));
    }

    @Test
    void variablesOfNeighbor_areNotTaken() {
        String other = "fedcba9876543210".repeat(4);
        var found = RelayArtifacts.in("{operation:{argumentDefinitions:[]},params:{id:\"" + ID
                + "\",name:\"a\"}},{operation:{argumentDefinitions:[{name:\"x\"}]},params:{id:\"" + other
                + "\",name:\"b\"}}");

        assertEquals(List.of(new RelayArtifact("a", ID, Set.of()), new RelayArtifact("b", other, Set.of("x"))), found);
    }

    @Test
    void variablesInUnknownForm_areNotTold() {
        var found = RelayArtifacts.in("{operation:{argumentDefinitions:f(1)},params:{id:\"" + ID + "\",name:\"a\"}}");

        assertNull(found.get(0).variables());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "params:{id:\"aaaaaaaaaaaaaaaaaaaaaaaa",
                "params:{",
                "params:{a:[[[[{{{{",
                "argumentDefinitions:[{name:\"a\"},",
                "argumentDefinitions:e,params:{id:\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",name:\"a\"}",
                "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\",
                "e=[e=[e=["
            })
    void hostileScript_endsSoon(String part) {
        String script = part.repeat(8_000_000 / part.length());

        var found = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> RelayArtifacts.in(script));

        assertTrue(found.size() <= 2_000);
    }
}
