package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The home page contains the parts that yield the formkey (docs/poe-protocol.md §2). */
class FormkeyIT {
    private static final int[] AUGUST_2026 = {
        27, 53, 47, 48, 52, 14, 63, 7, 38, 28, 60, 30, 51, 42, 15, 40, 19, 16, 58, 11, 17, 36, 59, 50, 1, 26, 46, 62,
        55, 20, 56, 49
    };

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void page_hasSeedGetterSecretAndDecoyChunk(SiteBuild build) throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build))) {
            var client = new RawClient(poe, false);
            var page = client.get("/").body();
            var scripts = Pattern.compile("<script src=\"([^\"]*)\"")
                    .matcher(page)
                    .results()
                    .toList();
            var decoyChunk = client.get(
                            poe.url().resolve(scripts.get(0).group(1)).getPath())
                    .body();
            var app = client.get(poe.url()
                            .resolve(first("src=\"([^\"]*_app[^\"]*)\"", page))
                            .getPath())
                    .body();

            assertEquals(64, first("window\\.\\w+\\(\"([0-9a-f]+)\"\\)", page).length());
            assertTrue(Pattern.compile("window\\.[a-zA-Z0-9]+=function\\(\\)\\{return window")
                    .matcher(page)
                    .find());
            assertTrue(scripts.get(0).group(1).contains("app"));
            assertFalse(decoyChunk.contains("useFormkeyDecode"));
            assertTrue(Pattern.compile("let useFormkeyDecode=.*?window\\.(_\\w{10})=\"(\\w{10})\"")
                    .matcher(app)
                    .find());
            assertEquals(40, first("\"poe-revision\":\"([0-9a-f]+)\"", app).length());
            assertTrue(page.contains("<script id=\"__NEXT_DATA__\" type=\"application/json\">"));
            assertEquals(build.label().endsWith("2026"), page.contains("\"tchannelData\":{"));
            assertFalse(page.contains(poe.account().formkey()), "the page does not contain the key itself");
        }
    }

    @Test
    void seed_yieldsKeyAtPublishedPositions() throws Exception {
        try (var poe = PoeEmulator.start()) {
            assertEquals(poe.account().formkey(), keyFromPage(poe));
        }
    }

    @Test
    void pageOfDecoys_yieldsOtherKeyOfSameForm() throws Exception {
        try (var poe = PoeEmulator.start()) {
            poe.pageYieldsDecoys();

            var decoy = keyFromPage(poe);

            assertTrue(decoy.matches("[0-9a-f]{32}"));
            assertFalse(decoy.equals(poe.account().formkey()));
        }
    }

    private static String keyFromPage(PoeEmulator poe) throws Exception {
        var page = new RawClient(poe, true).get("/").body();
        var seed = first("window\\.\\w+\\(\"([0-9a-f]{64})\"\\)", page);
        var key = new StringBuilder();
        for (var position : AUGUST_2026) {
            key.append(seed.charAt(position));
        }
        return key.toString();
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }
}
