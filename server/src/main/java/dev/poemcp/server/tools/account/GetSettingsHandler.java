package dev.poemcp.server.tools.account;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.ResultMapper;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.account.GetSettings;
import dev.poemcp.tool.result.SettingsResult;
import java.util.function.Supplier;

/** Reads the settings of the account. */
final class GetSettingsHandler implements ToolHandler<GetSettings.Args, SettingsResult> {
    private final Supplier<PoeClient> poe;

    GetSettingsHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public SettingsResult call(GetSettings.Args arguments, CallContext context) {
        return ResultMapper.of(poe.get().account().settings());
    }
}
