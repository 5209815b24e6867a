@echo off
rem Sets up what is missing, then opens the demo hall; what ./dev run does elsewhere.
setlocal
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe (
    py -3 -m venv .venv || goto failed
)
fc /b requirements.lock .venv\antrean-stamp >nul 2>&1
if errorlevel 1 (
    .venv\Scripts\python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock || goto failed
    .venv\Scripts\python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable . || goto failed
    for %%f in (assets\i18n\*.ts) do .venv\Scripts\pyside6-lrelease -silent "%%f" -qm "%%~dpnf.qm" || goto failed
    copy /y requirements.lock .venv\antrean-stamp >nul
)
.venv\Scripts\antrean demo %*
exit /b %errorlevel%
:failed
echo Antrean could not be set up; the lines above say why. Python 3.11 to 3.14 is needed. 1>&2
exit /b 1
