import { createApp } from 'vue'
import { createPinia } from 'pinia'
import '@/styles/main.css'
import { i18n, locale, setLocale } from '@/i18n'
import App from './App.vue'
import { router } from './router'

setLocale(locale.value)
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
