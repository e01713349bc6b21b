@echo off
rem Publishes every morning; the Task Scheduler starts it. Not tried on Windows yet.
rem Change these three lines.
set "OIDEYO=C:\oideyo\oideyo.exe"
set "SITE=C:\oideyo\site"
set "TARGET=honban"

setlocal
set "LOGS=%SITE%\out\logs"
set "FAILED=%SITE%\out\publish-failed.txt"
if not exist "%LOGS%" mkdir "%LOGS%"
rem The date's form depends on the PC; this one does not.
for /f %%d in ('powershell -NoProfile -Command "Get-Date -Format yyyy-MM-dd"') do set "LOG=%LOGS%\%%d.log"

echo ==== %DATE% %TIME% >> "%LOG%"
"%OIDEYO%" publish %TARGET% --yes --site "%SITE%" >> "%LOG%" 2>&1
set "RESULT=%ERRORLEVEL%"
echo ==== exit code %RESULT% >> "%LOG%"

rem 1: the content has mistakes. 2: wrong usage. 3: disk or network. What is online stays as it was.
if "%RESULT%"=="0" (
  if exist "%FAILED%" del "%FAILED%"
) else (
  copy /y "%LOG%" "%FAILED%" > nul
)
forfiles /p "%LOGS%" /m *.log /d -60 /c "cmd /c del @path" > nul 2>&1
exit /b %RESULT%
