package dev.poemcp.poe.site.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptLinksTest {
    private static final String HOST = "https://cdn.example/_next/static/";

    @Test
    void manifest_namesScriptsOfPages() {
        String manifest = """
                self.__BUILD_MANIFEST={"/chat":["static/chunks/12-ab.js","static/css/a.css"],"/":["static/chunks/12-ab.js"]}
                """;

        assertEquals(List.of(HOST + "chunks/12-ab.js"), ScriptLinks.in(HOST + "build/_buildManifest.js", manifest));
    }

    @ParameterizedTest
    @CsvSource({"-, '\"-\"+'", "., '\".\"+'"})
    void webpackRuntime_namesNumberedChunks(String separator, String code) {
        String runtime = "u=function(e){return\"static/chunks/\"+e+" + code
                + "{12:\"0123456789abcdef\",7:\"fedcba98\"}[e]+\".js\"}";

        assertEquals(
                List.of(
                        HOST + "chunks/12" + separator + "0123456789abcdef.js",
                        HOST + "chunks/7" + separator + "fedcba98.js"),
                ScriptLinks.in(HOST + "chunks/webpack-1.js", runtime));
    }

    @Test
    void relativeSource_givesRelativeLinks() {
        assertEquals(
                List.of("/_next/static/a.js"),
                ScriptLinks.in("/_next/static/x/_buildManifest.js", "[\"static/a.js\"]"));
    }

    @Test
    void otherScript_leadsNowhere() {
        assertEquals(List.of(), ScriptLinks.in(HOST + "chunks/main-1.js", "\"static/a.js\""));
        assertEquals(List.of(), ScriptLinks.in("https://evil.example/webpack.js", "\"static/a.js\""));
    }

    @Test
    void otherHost_isNeverNamed() {
        String text = "[\"https://evil.example/static/a.js\",\"//evil.example/a.js\",\"static/b.js\"]";

        assertTrue(ScriptLinks.in(HOST + "x/_buildManifest.js", text).stream().allMatch(link -> link.startsWith(HOST)));
    }

    @Test
    void endlessList_isCut() {
        var text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("\"static/").append(i).append(".js\",");
        }

        assertEquals(
                1_000,
                ScriptLinks.in(HOST + "x/_buildManifest.js", text.toString()).size());
    }
}
