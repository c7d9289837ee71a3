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
 * Builds a program that runs the page's own scripts and prints the key. Source: docs/poe-protocol.md §2.2 (R, F2).
 */
final class PageScriptRunner {
    private static final int MAX_SCRIPT_CHARS = 2 * 1024 * 1024;
    private static final int MAX_GETTERS = 8;
    /** Marks our line of output among those that the page prints. */
    static final String MARK = "formkey candidates: ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private PageScriptRunner() {}

    /**
     * A program that prints, after {@link #MARK}, a JSON list of possible keys; empty if there is nothing to run.
     *
     * @param secret the assignment that the page's function checks for; empty if there is none
     */
    static String program(SitePage page, FormkeyRecipe recipe, String prelude, String secret) {
        List<String> inline = inline(page, recipe);
        if (inline.isEmpty()) {
            return "";
        }
        var program = new StringBuilder();
        // Runs each text like a script element: sloppy mode, global scope, isolated failures.
        program.append(
                "const print = console.log.bind(console), run = text => { try { (0, eval)(text); } catch (e) {} };\n");
        // Globals that only this engine has would reveal that this is not a browser.
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
                .limit(MAX_GETTERS)
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
            // A script may consist of a seeded call, without any function.
            if (isScript
                    && (text.contains("function")
                            || recipe.seededCall().matcher(text).find())) {
                length += text.length();
                if (length > MAX_SCRIPT_CHARS) {
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
                .limit(MAX_GETTERS)
                .forEach(found -> names.add(found.group(1)));
        names.addAll(recipe.getterNames());
        return names;
    }

    private static String literal(String text) {
        try {
            return JSON.writeValueAsString(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a valid text", impossible);
        }
    }
}
