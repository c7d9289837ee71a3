package dev.poemcp.server.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.hosts.HostFile.Syntax;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an edit does to a text. In the cases, {@code ¶} is a line break and {@code »} a tab. */
final class FileFormatTest {
    private static final ObjectNode SERVER =
            JsonNodeFactory.instance.objectNode().put("command", "/poe");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // JSON: absent, empty, with others, with comments and a trailing comma.
                "JSON | `` | {¶  \"servers\": {¶    \"poe\": {¶      \"command\": \"/poe\"¶    }¶  }¶}¶",
                "JSON | {} | {¶  \"servers\": {¶    \"poe\": {¶      \"command\": \"/poe\"¶    }¶  }¶}",
                "JSON | {¶  \"a\": 1¶}¶ | {¶  \"a\": 1,¶  \"servers\": {¶    \"poe\": {¶      \"command\": \"/poe\"¶    }¶  }¶}¶",
                "JSON | {¶»\"servers\": {}¶}¶ | {¶»\"servers\": {¶»»\"poe\": {¶»»»\"command\": \"/poe\"¶»»}¶»}¶}¶",
                "JSON | {¶  \"servers\": {¶    \"b\": {\"x\": [1]} // last¶  } /* end */¶}¶ |"
                        + " {¶  \"servers\": {¶    \"b\": {\"x\": [1]}, // last¶    \"poe\": {¶      \"command\": \"/poe\"¶    }¶  } /* end */¶}¶",
                "JSON | {¶  \"servers\": {¶    \"b\": {},¶    // none¶  },¶}¶ |"
                        + " {¶  \"servers\": {¶    \"b\": {},¶    // none¶    \"poe\": {¶      \"command\": \"/poe\"¶    }¶  },¶}¶",
                "JSON | {¶  \"servers\": {¶    \"poe\": {\"command\": \"old\"},¶    \"b\": 1¶  }¶}¶ |"
                        + " {¶  \"servers\": {¶    \"poe\": {¶      \"command\": \"/poe\"¶    },¶    \"b\": 1¶  }¶}¶",
                "TOML | `` | [servers.poe]¶command = \"/poe\"¶",
                "TOML | # mine¶a = 1¶ | # mine¶a = 1¶¶[servers.poe]¶command = \"/poe\"¶",
                "TOML | [servers.poe]¶command = \"old\"¶[servers.poe.env]¶A = \"1\"¶¶# about b¶[b]¶x = 1¶ |"
                        + " [servers.poe]¶command = \"/poe\"¶¶# about b¶[b]¶x = 1¶",
                "YAML | `` | servers:¶  poe:¶    command: \"/poe\"¶",
                "YAML | # mine¶a: 1¶ | # mine¶a: 1¶servers:¶  poe:¶    command: \"/poe\"¶",
                "YAML | servers:¶    b:¶        x: 1¶¶# after¶c: 2¶ |"
                        + " servers:¶    b:¶        x: 1¶    poe:¶      command: \"/poe\"¶¶# after¶c: 2¶",
                "YAML | servers: {}¶a: 1¶ | servers:¶  poe:¶    command: \"/poe\"¶a: 1¶",
                "YAML | servers:¶a: 1¶ | servers:¶  poe:¶    command: \"/poe\"¶a: 1¶",
                "YAML | servers:¶  poe:¶    command: old¶    b: >¶      x¶  c:¶    d: 1¶ |"
                        + " servers:¶  poe:¶    command: \"/poe\"¶  c:¶    d: 1¶",
            })
    void put_changesTheServerAlone(Syntax syntax, String before, String after) throws UnsupportedFileException {
        assertEquals(plain(after), editor(syntax).put(plain(before), "poe", SERVER));
        String windows = plain(before).replace("\n", "\r\n");
        if (windows.contains("\n")) {
            assertEquals(plain(after).replace("\n", "\r\n"), editor(syntax).put(windows, "poe", SERVER));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON | {¶  \"servers\": {¶    \"poe\": {}¶  }¶}¶ | {¶  \"servers\": {}¶}¶",
                "JSON | {\"servers\": {\"poe\": {}, \"b\": {}}} | {\"servers\": { \"b\": {}}}",
                "JSON | {¶  \"servers\": {¶    \"a\": {}, // first¶    \"poe\": {}¶  }¶}¶ | {¶  \"servers\": {¶    \"a\": {} // first¶  }¶}¶",
                "JSON | {¶  \"servers\": {¶    \"poe\": {}, // ours¶    // b¶    \"b\": {}¶  }¶}¶ | {¶  \"servers\": { // ours¶    // b¶    \"b\": {}¶  }¶}¶",
                "JSON | {¶  \"servers\": {¶    \"a\": {},¶    \"poe\": {},¶  },¶}¶ | {¶  \"servers\": {¶    \"a\": {},¶  },¶}¶",
                "TOML | a = 1¶¶[servers.poe]¶command = \"x\"¶[servers.poe.env]¶B = \"c\"¶ | a = 1¶",
                "TOML | [servers.poe]¶x = 1¶¶[servers.b]¶y = 2¶ | ¶[servers.b]¶y = 2¶",
                "YAML | servers:¶  poe:¶    x: 1¶ | servers: {}¶",
                "YAML | servers:¶  a: {}¶  poe:¶    x: 1¶¶b: 1¶ | servers:¶  a: {}¶¶b: 1¶",
            })
    void remove_removesTheServerAlone(Syntax syntax, String before, String after) throws UnsupportedFileException {
        assertEquals(plain(after), editor(syntax).remove(plain(before), "poe"));
        assertEquals(
                plain(after).replace("\n", "\r\n"),
                editor(syntax).remove(plain(before).replace("\n", "\r\n"), "poe"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON | {\"servers\": {\"a\": 1, \"a\": 2}} | has the same name twice (line 1)",
                "JSON | {\"servers\":¶ | is not valid JSON (line 2)",
                "JSON | {} {} | is not valid JSON (line 1)",
                "JSON | [] | is not a JSON object",
                "JSON | {\"servers\": []} | has a \"servers\" that is not an object",
                "TOML | a = | is not valid TOML (line 1)",
                "TOML | servers = { b = { x = 1 } } | has a form that poe-mcp cannot change safely",
                "TOML | servers = 1 | has a \"servers\" that is not an object",
                "YAML | a: [ | is not valid YAML (line 1)",
                "YAML | servers: {a: {}} | has its servers in braces",
                "YAML | a: 1¶a: 2 | has the same name twice (line 2)",
                "YAML | - a | is not a YAML mapping",
                "YAML | a: 1¶---¶b: 2 | has a form that poe-mcp cannot change safely",
            })
    void unsupportedText_isRefusedWithoutQuotingIt(Syntax syntax, String text, String why) {
        var refused = assertThrows(
                UnsupportedFileException.class, () -> editor(syntax).put(plain(text), "poe", SERVER));

        assertEquals(why, refused.why());
    }

    @ParameterizedTest
    @CsvSource({"JSON", "TOML", "YAML"})
    void addedServer_canBeReadAndRemoved(Syntax syntax) throws UnsupportedFileException {
        for (HostRecipe recipe : HostRecipe.values()) {
            ObjectNode server = recipe.server(new StartCommand(
                    "C:\\Program Files\\poe \"x\" é\\poe-mcp.exe",
                    java.util.List.of(),
                    java.util.List.of("--sandbox")));
            String added = editor(syntax).put("", "poe", server);

            assertEquals(
                    server.toString(),
                    String.valueOf(editor(syntax).servers(added).get("poe")));
            assertTrue(
                    editor(syntax).servers(editor(syntax).remove(added, "poe")).isEmpty());
        }
    }

    private static HostEditor editor(Syntax syntax) {
        return new HostEditor(FileFormat.of(syntax), "servers");
    }

    private static String plain(String text) {
        return text.replace('¶', '\n').replace('»', '\t');
    }
}
