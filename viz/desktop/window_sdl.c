/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SDL 2. Known traps are met here: without a display SDL silently takes the `offscreen` driver;
 * a Russian keyboard layout gives Cyrillic key codes, so shortcuts go by the key's place; the
 * texture can be lost, so the whole picture is sent again after that.
 */
#include <SDL.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "window.h"

struct window {
    SDL_Window *handle;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    int texture_width, texture_height;
    Uint32 wake_event;
    atomic_bool wake_is_pending;
    bool has_text_input, is_headless;
};

static enum di_status fail(struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_FILE, "",
                   DI_N_("The window could not be opened: %1. Use `homeward report`, or "
                         "`homeward view --screenshot FILE`."),
                   di_text_arg(SDL_GetError()));
}

static enum di_status fail_without_display(struct di_error *error)
{
    return di_fail(error, DI_ERR_FILE, "",
                   DI_N_("No display was found, so no window can be shown. Use `homeward "
                         "report`, or `homeward view --screenshot FILE`."),
                   NULL, 0);
}

/* A driver nobody asked for and nobody can see. */
static bool is_invisible(bool is_headless)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    const char *asked = getenv("SDL_VIDEODRIVER");
    if (driver == NULL)
        return true;
    const bool is_hidden = strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0;
    return is_hidden && !is_headless && (asked == NULL || strcmp(asked, driver) != 0);
}

static void make_renderer(struct window *window)
{
    window->renderer =
        SDL_CreateRenderer(window->handle, -1, window->is_headless ? SDL_RENDERER_SOFTWARE : 0);
    if (window->renderer == NULL)
        window->renderer = SDL_CreateRenderer(window->handle, -1, SDL_RENDERER_SOFTWARE);
}

enum di_status window_open(const struct window_options *options, struct window **window_out,
                           struct di_error *error)
{
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL)
        return di_fail_memory(error);
    (void)SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    (void)SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    (void)SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (options->is_headless && getenv("SDL_VIDEODRIVER") == NULL)
        (void)SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    window->is_headless = options->is_headless;
    SDL_SetMainReady();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        free(window);
        return fail_without_display(error);
    }
    if (is_invisible(options->is_headless)) {
        window_close(window);
        return fail_without_display(error);
    }
    window->handle = SDL_CreateWindow("Homeward", SDL_WINDOWPOS_CENTERED,
                                      SDL_WINDOWPOS_CENTERED, options->width, options->height,
                                      SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window->handle != NULL)
        make_renderer(window);
    if (window->renderer == NULL) {
        const enum di_status status = fail(error);
        window_close(window);
        return status;
    }
    SDL_SetWindowMinimumSize(window->handle, 480, 300);
    window->wake_event = SDL_RegisterEvents(1);
    atomic_init(&window->wake_is_pending, false);
    (void)SDL_EventState(SDL_DROPFILE, SDL_ENABLE);
    SDL_StopTextInput();
    *window_out = window;
    return DI_OK;
}

void window_close(struct window *window)
{
    if (window == NULL)
        return;
    if (window->texture != NULL)
        SDL_DestroyTexture(window->texture);
    if (window->renderer != NULL)
        SDL_DestroyRenderer(window->renderer);
    if (window->handle != NULL)
        SDL_DestroyWindow(window->handle);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_Quit();
    free(window);
}

/* ---- keys ---- */

static const struct {
    SDL_Keycode sdl;
    int key;
} special_keys[] = {
    {SDLK_TAB, UI_KEY_TAB},
    {SDLK_RETURN, UI_KEY_ENTER},
    {SDLK_KP_ENTER, UI_KEY_ENTER},
    {SDLK_ESCAPE, UI_KEY_ESCAPE},
    {SDLK_BACKSPACE, UI_KEY_BACKSPACE},
    {SDLK_DELETE, UI_KEY_DELETE},
    {SDLK_LEFT, UI_KEY_LEFT},
    {SDLK_RIGHT, UI_KEY_RIGHT},
    {SDLK_UP, UI_KEY_UP},
    {SDLK_DOWN, UI_KEY_DOWN},
    {SDLK_HOME, UI_KEY_HOME},
    {SDLK_END, UI_KEY_END},
    {SDLK_PAGEUP, UI_KEY_PAGE_UP},
    {SDLK_PAGEDOWN, UI_KEY_PAGE_DOWN},
    {SDLK_F1, UI_KEY_F1},
    {SDLK_F5, UI_KEY_F5},
    {SDLK_F6, UI_KEY_F6},
    {SDLK_F11, UI_KEY_F11},
    {SDLK_KP_PLUS, '+'},
    {SDLK_KP_MINUS, '-'},
    {SDLK_KP_0, '0'},
};

static int key_of(const SDL_Keysym *symbol)
{
    for (size_t i = 0; i < sizeof special_keys / sizeof special_keys[0]; i++)
        if (special_keys[i].sdl == symbol->sym)
            return special_keys[i].key;
    if (symbol->scancode >= SDL_SCANCODE_A && symbol->scancode <= SDL_SCANCODE_Z &&
        (symbol->sym < 'a' || symbol->sym > 'z')) /* another script: by the key's place */
        return 'a' + (int)(symbol->scancode - SDL_SCANCODE_A);
    return symbol->sym >= 32 && symbol->sym < 127 ? (int)symbol->sym : UI_KEY_NONE;
}

static SDL_Keycode sdl_key_of(int key)
{
    for (size_t i = 0; i < sizeof special_keys / sizeof special_keys[0]; i++)
        if (special_keys[i].key == key)
            return special_keys[i].sdl;
    return (SDL_Keycode)key;
}

/* ---- events ---- */

static void take_size(struct window *window, struct ui_event *event)
{
    event->kind = UI_EVENT_SIZE;
    window_size(window, &event->width, &event->height, &event->scale);
}

static void take_window_event(struct window *window, const SDL_WindowEvent *from,
                              struct ui_event *event)
{
    if (from->event == SDL_WINDOWEVENT_SIZE_CHANGED)
        take_size(window, event);
    else if (from->event == SDL_WINDOWEVENT_EXPOSED)
        event->kind = UI_EVENT_EXPOSE;
    else if (from->event == SDL_WINDOWEVENT_LEAVE || from->event == SDL_WINDOWEVENT_FOCUS_LOST)
        event->kind = UI_EVENT_LEAVE;
    else if (from->event == SDL_WINDOWEVENT_CLOSE)
        event->kind = UI_EVENT_CLOSE;
}

static void copy_text(struct ui_event *event, const char *text)
{
    const size_t length = strlen(text);
    const size_t fits = length < sizeof event->text ? length : sizeof event->text - 1;
    memcpy(event->text, text, fits);
    event->text[fits] = '\0';
}

static void take_event(struct window *window, SDL_Event *from, struct ui_event *event)
{
    switch (from->type) {
    case SDL_QUIT:
        event->kind = UI_EVENT_CLOSE;
        break;
    case SDL_WINDOWEVENT:
        take_window_event(window, &from->window, event);
        break;
    case SDL_MOUSEMOTION:
        event->kind = UI_EVENT_MOVE;
        event->x = from->motion.x;
        event->y = from->motion.y;
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (from->button.button != SDL_BUTTON_LEFT)
            break;
        event->kind = from->type == SDL_MOUSEBUTTONDOWN ? UI_EVENT_DOWN : UI_EVENT_UP;
        event->x = from->button.x;
        event->y = from->button.y;
        break;
    case SDL_MOUSEWHEEL:
        event->kind = UI_EVENT_WHEEL;
        event->y = from->wheel.y;
        break;
    case SDL_KEYDOWN:
        event->kind = UI_EVENT_KEY;
        event->key = key_of(&from->key.keysym);
        event->is_shift = (from->key.keysym.mod & KMOD_SHIFT) != 0;
        event->is_control = (from->key.keysym.mod & (KMOD_CTRL | KMOD_GUI)) != 0;
        break;
    case SDL_TEXTINPUT:
        event->kind = UI_EVENT_TEXT;
        copy_text(event, from->text.text);
        break;
    case SDL_TEXTEDITING:
        event->kind = UI_EVENT_COMPOSE;
        copy_text(event, from->edit.text);
        break;
    case SDL_DROPFILE:
        event->kind = UI_EVENT_DROP;
        copy_text(event, from->drop.file);
        SDL_free(from->drop.file);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        if (window->texture != NULL)
            SDL_DestroyTexture(window->texture);
        window->texture = NULL;
        event->kind = UI_EVENT_EXPOSE;
        break;
    default:
        if (from->type == window->wake_event) {
            atomic_store(&window->wake_is_pending, false);
            event->kind = UI_EVENT_WAKE;
        }
        break;
    }
}

bool window_wait(struct window *window, int milliseconds, struct ui_event *event_out)
{
    SDL_Event event;
    const int is_there =
        milliseconds < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, milliseconds);
    memset(event_out, 0, sizeof *event_out);
    if (is_there == 0)
        return false;
    take_event(window, &event, event_out);
    return true;
}

void window_wake(void *context)
{
    struct window *window = context;
    if (atomic_exchange(&window->wake_is_pending, true))
        return;
    SDL_Event event;
    SDL_zero(event);
    event.type = window->wake_event;
    if (SDL_PushEvent(&event) < 0)
        atomic_store(&window->wake_is_pending, false);
}

static void post_text(Uint32 id, const char *text)
{
    while (*text != '\0') { /* SDL's pieces of at most 31 bytes, between characters */
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_TEXTINPUT;
        event.text.windowID = id;
        size_t length =
            strlen(text) < sizeof event.text.text ? strlen(text) : sizeof event.text.text - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u)
            length--;
        memcpy(event.text.text, text, length);
        (void)SDL_PushEvent(&event);
        text += length;
    }
}

void window_post(struct window *window, const struct ui_event *from)
{
    const Uint32 id = SDL_GetWindowID(window->handle);
    SDL_Event event;
    SDL_zero(event);
    switch (from->kind) {
    case UI_EVENT_MOVE:
        event.type = SDL_MOUSEMOTION;
        event.motion.windowID = id;
        event.motion.x = (Sint32)from->x;
        event.motion.y = (Sint32)from->y;
        break;
    case UI_EVENT_DOWN:
    case UI_EVENT_UP:
        event.type = from->kind == UI_EVENT_DOWN ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
        event.button.windowID = id;
        event.button.button = SDL_BUTTON_LEFT;
        event.button.x = (Sint32)from->x;
        event.button.y = (Sint32)from->y;
        break;
    case UI_EVENT_WHEEL:
        event.type = SDL_MOUSEWHEEL;
        event.wheel.windowID = id;
        event.wheel.y = (Sint32)from->y;
        break;
    case UI_EVENT_KEY:
        event.type = SDL_KEYDOWN;
        event.key.windowID = id;
        event.key.keysym.sym = sdl_key_of(from->key);
        event.key.keysym.scancode = SDL_GetScancodeFromKey(event.key.keysym.sym);
        event.key.keysym.mod =
            (Uint16)((from->is_shift ? KMOD_LSHIFT : 0) | (from->is_control ? KMOD_LCTRL : 0));
        break;
    case UI_EVENT_TEXT:
        post_text(id, from->text);
        return;
    case UI_EVENT_DROP:
        event.type = SDL_DROPFILE;
        event.drop.windowID = id;
        event.drop.file = SDL_strdup(from->text);
        break;
    case UI_EVENT_LEAVE:
        event.type = SDL_WINDOWEVENT;
        event.window.windowID = id;
        event.window.event = SDL_WINDOWEVENT_LEAVE;
        break;
    case UI_EVENT_CLOSE:
        event.type = SDL_QUIT;
        break;
    case UI_EVENT_NONE:
    case UI_EVENT_COMPOSE:
    case UI_EVENT_SIZE:
    case UI_EVENT_EXPOSE:
    case UI_EVENT_WAKE:
        return;
    }
    (void)SDL_PushEvent(&event);
}

/* ---- size and picture ---- */

void window_resize(struct window *window, int width, int height)
{
    SDL_SetWindowSize(window->handle, width, height);
}

void window_size(struct window *window, int *width_out, int *height_out, double *scale_out)
{
    int width = 0, height = 0, units = 0, unused = 0;
    SDL_GetWindowSize(window->handle, &units, &unused);
    if (SDL_GetRendererOutputSize(window->renderer, &width, &height) != 0 || width <= 0) {
        width = units;
        height = unused;
    }
    *width_out = width;
    *height_out = height;
    *scale_out = units > 0 ? (double)width / units : 1;
}

static bool has_texture(struct window *window, int width, int height)
{
    if (window->texture != NULL && window->texture_width == width &&
        window->texture_height == height)
        return true;
    if (window->texture != NULL)
        SDL_DestroyTexture(window->texture);
    window->texture = SDL_CreateTexture(window->renderer, SDL_PIXELFORMAT_ARGB8888,
                                        SDL_TEXTUREACCESS_STREAMING, width, height);
    window->texture_width = width;
    window->texture_height = height;
    if (window->texture != NULL)
        (void)SDL_SetTextureBlendMode(window->texture, SDL_BLENDMODE_NONE);
    return false;
}

void window_present(struct window *window, const unsigned char *pixels, int stride,
                    const struct di_rect *rect)
{
    int width, height;
    double scale;
    window_size(window, &width, &height, &scale);
    const bool is_whole = !has_texture(window, width, height);
    SDL_Rect part = {(int)rect->x, (int)rect->y, (int)rect->width, (int)rect->height};
    if (is_whole)
        part = (SDL_Rect){0, 0, width, height};
    const SDL_Rect all = {0, 0, width, height};
    SDL_Rect shown;
    if (window->texture == NULL || !SDL_IntersectRect(&part, &all, &shown))
        return;
    const unsigned char *first =
        pixels + (size_t)shown.y * (size_t)stride + (size_t)shown.x * 4;
    (void)SDL_UpdateTexture(window->texture, &shown, first, stride);
    (void)SDL_RenderCopy(window->renderer, window->texture, NULL, NULL);
    SDL_RenderPresent(window->renderer);
}

void window_set_text_input(struct window *window, bool is_on, const struct di_rect *rect)
{
    if (is_on) {
        const SDL_Rect place = {(int)rect->x, (int)rect->y, (int)rect->width,
                                (int)rect->height};
        SDL_SetTextInputRect(&place);
    }
    if (is_on == window->has_text_input)
        return;
    window->has_text_input = is_on;
    if (is_on)
        SDL_StartTextInput();
    else
        SDL_StopTextInput();
}

bool window_set_clipboard(void *window, const char *text)
{
    (void)window;
    return SDL_SetClipboardText(text) == 0;
}

char *window_get_clipboard(void *window)
{
    (void)window;
    char *text = SDL_GetClipboardText();
    char *copy = text != NULL ? strdup(text) : NULL;
    SDL_free(text);
    return copy;
}

void window_toggle_full_screen(void *context)
{
    struct window *window = context;
    const Uint32 flags = SDL_GetWindowFlags(window->handle);
    const bool is_full = (flags & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
    (void)SDL_SetWindowFullscreen(window->handle, is_full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
}

double window_default_zoom(struct window *window)
{
    const char *scale = getenv("GDK_SCALE");
    float dpi = 0;
    int width, height;
    double pixels;
    window_size(window, &width, &height, &pixels);
    if (scale != NULL && scale[0] >= '1' && scale[0] <= '2' && scale[1] == '\0')
        return scale[0] - '0';
    const int display = SDL_GetWindowDisplayIndex(window->handle);
    if (display < 0 || SDL_GetDisplayDPI(display, &dpi, NULL, NULL) != 0 || dpi < 120 ||
        pixels > 1)
        return 1;
    return dpi >= 180 ? 2 : 1.5;
}
