package dev.poemcp.poe.site.formkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts the page's own scripts on a stage and asks them for the key. Source: docs/poe-protocol.md §2.2 (R, F2).
 */
final class PageScriptRunner {
    private static final int LONGEST = 2 * 1024 * 1024;
    private static final int MOST_GETTERS = 8;
    /** Before our own line of output, so that what the page prints is not taken for it. */
    static final String MARK = "formkey candidates: ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private PageScriptRunner() {}

    /**
     * A program that prints, after {@link #MARK}, a JSON list of what may be the key; or nothing to run.
     *
     * @param secret the assignment that the page's function checks for; empty when there is none
     */
    static String program(SitePage page, FormkeyRecipe recipe, String prelude, String secret) {
        List<String> inline = inline(page, recipe);
        if (inline.isEmpty()) {
            return "";
        }
        var program = new StringBuilder();
        // Each text runs as a script of its own would: sloppy, global, and alone in its failure.
        program.append(
                "const print = console.log.bind(console), run = text => { try { (0, eval)(text); } catch (e) {} };\n");
        // What only this engine has would tell the page that it is no browser.
        program.append(
                "for (const name of ['Javy', 'plugin', 'java_invoke', 'quickjs4j_engine']) delete globalThis[name];\n");
        program.append("run(").append(literal(prelude)).append(");\n");
        program.append("run(").append(literal(secret + ";")).append(");\n");
        inline.forEach(text -> program.append("run(").append(literal(text)).append(");\n"));
        program.append("const found = [], take = text => { try { const value = (0, eval)(text);"
                + " if (typeof value === 'string') found.push(value.slice(0, 64)); } catch (e) {} };\n");
        for (var getter : getters(inline, recipe)) {
            program.append("take(").append(literal("window." + getter + "()")).append(");\n");
        }
        recipe.seededCall()
                .matcher(String.join("\n", inline))
                .results()
                .limit(MOST_GETTERS)
                .forEach(call ->
                        program.append("take(").append(literal(call.group())).append(");\n"));
        return program.append("print('")
                .append(MARK)
                .append("' + JSON.stringify(found));\n")
                .toString();
    }

    private static List<String> inline(SitePage page, FormkeyRecipe recipe) {
        List<String> texts = new ArrayList<>();
        int length = 0;
        for (var script : page.scripts()) {
            var text = script.text();
            boolean isScript = script.isInline() && !script.type().contains("json");
            // A seeded call may stand alone, without any function.
            if (isScript
                    && (text.contains("function")
                            || recipe.seededCall().matcher(text).find())) {
                length += text.length();
                if (length > LONGEST) {
                    break;
                }
                texts.add(text);
            }
        }
        return texts;
    }

    private static Set<String> getters(List<String> inline, FormkeyRecipe recipe) {
        Set<String> names = new LinkedHashSet<>();
        recipe.getter()
                .matcher(String.join("\n", inline))
                .results()
                .limit(MOST_GETTERS)
                .forEach(found -> names.add(found.group(1)));
        names.addAll(recipe.getterNames());
        return names;
    }

    private static String literal(String text) {
        try {
            return JSON.writeValueAsString(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a text that is no text", impossible);
        }
    }
}
