package dev.poemcp.server.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.server.GeneratedPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages in docs/hosts match what {@code install} does. */
final class HostPagesTest {
    private static final JsonNode REMARKS = remarks();

    @ParameterizedTest
    @EnumSource(HostRecipe.class)
    void page_isWhatInstallDoes(HostRecipe recipe) throws Exception {
        HostPage page = page(recipe);

        GeneratedPage.assertCurrent("hosts/" + page.host() + ".md", page.text());
    }

    @Test
    void index_listsAllHosts() throws IOException {
        GeneratedPage.assertRegionCurrent(
                "hosts/README.md",
                "hosts",
                "| host | install | link | call limit | "
                        + String.join(" | ", HostPage.FEATURES.keySet()) + " |\n"
                        + "|---".repeat(4 + HostPage.FEATURES.size()) + "|\n"
                        + Arrays.stream(HostRecipe.values())
                                .map(recipe -> row(page(recipe)))
                                .collect(Collectors.joining("\n")));
    }

    private static String row(HostPage page) {
        List<String> cells = new ArrayList<>();
        cells.add("[" + page.product() + "](" + page.host() + ".md)");
        cells.add("`./poe-mcp install " + page.host() + "`");
        cells.add(page.hasLink() ? "yes" : "–");
        cells.add(page.remarks().path("call_limit").asText("?"));
        HostPage.FEATURES.keySet().forEach(name -> cells.add(page.feature(name).isEmpty() ? "?" : page.feature(name)));
        return "| " + String.join(" | ", cells) + " |";
    }

    @Test
    void remarks_areAboutHosts() {
        assertEquals(
                HostInstaller.hosts().stream().sorted().toList(),
                REMARKS.properties().stream().map(Map.Entry::getKey).sorted().toList());
    }

    private static HostPage page(HostRecipe recipe) {
        return new HostPage(recipe, REMARKS.path(recipe.host()));
    }

    private static JsonNode remarks() {
        try (InputStream file = HostPagesTest.class.getResourceAsStream("host-remarks.json")) {
            return JsonFormat.JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
