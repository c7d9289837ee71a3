package dev.poemcp.server.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.account.GetSettings;
import dev.poemcp.tool.catalog.ToolCatalog;
import dev.poemcp.tool.chats.DeleteChat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ToolFilterTest {
    @Test
    void default_enablesAllTools() {
        var all = new ToolFilter(Set.of(Toolset.values()), Set.of(), false);

        assertTrue(
                ToolCatalog.all().stream().allMatch(tool -> all.whyHidden(tool).isEmpty()));
    }

    @Test
    void singleTools_areAddedToToolsets() {
        var some = new ToolFilter(Set.of(Toolset.CHATS), Set.of("get_settings"), false);

        List<String> visible = ToolCatalog.all().stream()
                .filter(tool -> some.whyHidden(tool).isEmpty())
                .filter(tool -> tool.toolset() != Toolset.CHATS)
                .map(tool -> tool.name())
                .toList();

        assertEquals(List.of("get_settings"), visible);
    }

    @Test
    void readOnly_leavesToolsThatChangeNothing() {
        var readOnly = new ToolFilter(Set.of(Toolset.values()), Set.of("delete_chat"), true);

        assertTrue(ToolCatalog.all().stream()
                .allMatch(tool ->
                        readOnly.whyHidden(tool).isEmpty() == tool.hints().readOnly()));
    }

    @Test
    void reason_namesSetting() {
        String byToolset = new ToolFilter(Set.of(Toolset.CHATS), Set.of(), false)
                .whyHidden(GetSettings.DEFINITION)
                .orElseThrow();
        String byReadOnly = new ToolFilter(Set.of(Toolset.CHATS), Set.of(), true)
                .whyHidden(DeleteChat.DEFINITION)
                .orElseThrow();

        assertTrue(byToolset.contains("POE_TOOLSETS") && byToolset.contains("get_settings"), byToolset);
        assertTrue(byReadOnly.contains("POE_READ_ONLY"), byReadOnly);
    }
}
