package dev.poemcp.poe.site.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The patterns of the formkey recipes on scripts that are made to keep them busy. */
class FormkeyRecipeTest {
    private static final int LENGTH = 2_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "useFormkeyDecode ",
                "useFormkeyDecode window.",
                "window.a=\"",
                "window.a('window.",
                "window.a=function(){return x ",
                "'poe-revision'   ",
                "0123456789abcdef"
            })
    void hostileScript_takesLinearTime(String part) throws Exception {
        String repeated = part.repeat(LENGTH / part.length());
        String spaces = "window.a=function" + " ".repeat(LENGTH);
        List<Pattern> patterns = SiteProfile.load(null).builds().stream()
                .map(SiteBuild::formkey)
                .flatMap(recipe -> Stream.of(
                        recipe.seed(), recipe.getter(), recipe.seededCall(), recipe.secret(), recipe.revision()))
                .map(Pattern::pattern)
                .distinct()
                .map(Pattern::compile)
                .toList();
        assertFalse(patterns.isEmpty());

        for (String script : List.of(repeated, spaces)) {
            var found = assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> patterns.stream()
                            .filter(pattern -> pattern.matcher(script).find())
                            .toList());
            assertEquals(List.of(), found);
        }
    }
}
