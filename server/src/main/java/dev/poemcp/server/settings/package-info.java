/**
 * What a user can set: {@link dev.poemcp.server.settings.Setting} declares each setting once,
 * {@link dev.poemcp.server.settings.SettingsReader} reads environment, options and the credentials file, and
 * {@link dev.poemcp.server.settings.Settings} is the validated outcome. Nothing else reads an environment variable.
 */
@NullMarked
package dev.poemcp.server.settings;

import org.jspecify.annotations.NullMarked;
