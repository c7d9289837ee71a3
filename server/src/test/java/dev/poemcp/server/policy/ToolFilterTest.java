package dev.poemcp.server.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Secret;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.tool.Access;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.account.GetSettings;
import dev.poemcp.tool.catalog.ToolCatalog;
import dev.poemcp.tool.chats.DeleteChat;
import dev.poemcp.tool.chats.SearchChats;
import dev.poemcp.tool.messages.SendMessage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ToolFilterTest {
    private static final Secret SECRET = new Secret("secret");
    private static final Credentials ACCOUNT = new Credentials(SECRET, null, null, null);
    private static final Credentials API_KEY = new Credentials(null, null, null, SECRET);
    private static final Credentials BOTH = new Credentials(SECRET, null, null, SECRET);

    @Test
    void default_enablesAllTools() {
        var all = new ToolFilter(Set.of(Toolset.values()), Set.of(), false, Credentials.NONE, true);

        assertTrue(ToolCatalog.all().stream()
                .allMatch(tool -> all.whyHidden(tool.traits()).isEmpty()));
    }

    @Test
    void singleTools_areAddedToToolsets() {
        var some = new ToolFilter(Set.of(Toolset.CHATS), Set.of("get_settings"), false, Credentials.NONE, true);

        List<String> visible = ToolCatalog.all().stream()
                .filter(tool -> some.whyHidden(tool.traits()).isEmpty())
                .filter(tool -> tool.toolset() != Toolset.CHATS)
                .map(tool -> tool.name())
                .toList();

        assertEquals(List.of("get_settings"), visible);
    }

    @Test
    void readOnly_leavesToolsThatChangeNothing() {
        var readOnly = new ToolFilter(Set.of(Toolset.values()), Set.of("delete_chat"), true, Credentials.NONE, true);

        assertTrue(ToolCatalog.all().stream()
                .allMatch(tool -> readOnly.whyHidden(tool.traits()).isEmpty()
                        == tool.hints().readOnly()));
    }

    @Test
    void account_enablesAllTools() {
        assertEquals(ToolCatalog.all(), visibleWith(ACCOUNT));
        assertEquals(ToolCatalog.all(), visibleWith(BOTH));
    }

    /** The tools that the contract gives to users of the API key. */
    @Test
    void apiKeyAlone_hidesToolsThatNeedTheAccount() {
        List<String> visible =
                visibleWith(API_KEY).stream().map(ToolDefinition::name).toList();

        assertEquals(
                List.of(
                        "cancel_message",
                        "compare_bots",
                        "explore",
                        "get_bot_info",
                        "get_chat_messages",
                        "get_points_balance",
                        "get_reply",
                        "get_usage_history",
                        "list_models",
                        "retry_message",
                        "search_chats",
                        "send_message"),
                visible);
    }

    @Test
    void otherSecretsThanCookieAndKey_countAsNotConfigured() {
        assertEquals(ToolCatalog.all(), visibleWith(new Credentials(null, SECRET, SECRET, null)));
    }

    @Test
    void toolWithoutCredentials_namesTheMissingSetting() {
        var send = SendMessage.DEFINITION;
        ToolDefinition<?, ?> keyOnly = new ToolDefinition<>(
                "key_only",
                send.title(),
                send.description(),
                send.toolset(),
                send.hints(),
                Access.API_KEY,
                send.arguments(),
                send.result());

        String noAccount =
                with(API_KEY).whyHidden(DeleteChat.DEFINITION.traits()).orElseThrow();
        String noKey = with(ACCOUNT).whyHidden(keyOnly.traits()).orElseThrow();

        assertTrue(noAccount.contains("delete_chat") && noAccount.contains("POE_P_B"), noAccount);
        assertTrue(noKey.contains("key_only") && noKey.contains("POE_API_KEY"), noKey);
        assertTrue(with(BOTH).whyHidden(keyOnly.traits()).isEmpty());
    }

    private static List<ToolDefinition<?, ?>> visibleWith(Credentials credentials) {
        return ToolCatalog.all().stream()
                .filter(tool -> with(credentials).whyHidden(tool.traits()).isEmpty())
                .toList();
    }

    private static ToolFilter with(Credentials credentials) {
        return new ToolFilter(Set.of(Toolset.values()), Set.of(), false, credentials, true);
    }

    @Test
    void reason_namesSetting() {
        String byToolset = new ToolFilter(Set.of(Toolset.CHATS), Set.of(), false, Credentials.NONE, true)
                .whyHidden(GetSettings.DEFINITION.traits())
                .orElseThrow();
        String byReadOnly = new ToolFilter(Set.of(Toolset.CHATS), Set.of(), true, Credentials.NONE, true)
                .whyHidden(DeleteChat.DEFINITION.traits())
                .orElseThrow();

        assertTrue(byToolset.contains("POE_TOOLSETS") && byToolset.contains("get_settings"), byToolset);
        assertTrue(byReadOnly.contains("POE_READ_ONLY"), byReadOnly);
    }

    @Test
    void archive_isNeededWhateverTheCredentials() {
        for (var credentials : List.of(Credentials.NONE, ACCOUNT, API_KEY, BOTH)) {
            var without = new ToolFilter(Set.of(Toolset.values()), Set.of("search_chats"), false, credentials, false);
            String why = without.whyHidden(SearchChats.DEFINITION.traits()).orElseThrow();
            assertTrue(why.contains("POE_ARCHIVE") && why.contains("poe-mcp export"), why);
            assertTrue(
                    with(credentials).whyHidden(SearchChats.DEFINITION.traits()).isEmpty());
        }
    }
}
